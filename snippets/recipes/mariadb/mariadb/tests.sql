-- The tests make a database of their own. In a GRANT, _ stands for any character, \_ for itself.
GRANT ALL ON `test\_library`.* TO 'library'@'%';
