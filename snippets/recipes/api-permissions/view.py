permission_classes = [IsStaffOrReadOnly, OnlySuperusersDelete]
