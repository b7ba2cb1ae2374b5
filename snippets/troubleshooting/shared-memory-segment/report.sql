-- Join many numbers with themselves, by several processes, which share one hash table.
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;

CREATE TABLE numbers AS SELECT generate_series(1, 300000) AS number;
ANALYZE numbers;
SELECT count(*) FROM numbers a JOIN numbers b ON a.number = b.number;
DROP TABLE numbers;
