from api.permissions import IsStaffOrReadOnly
