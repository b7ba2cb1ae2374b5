-- The tests make databases of their own. In a GRANT, % stands for any text, \_ for _ itself.
GRANT ALL ON `test\_library%`.* TO 'library'@'%';
