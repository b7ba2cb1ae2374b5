from api.deletion import OnlySuperusersDelete
