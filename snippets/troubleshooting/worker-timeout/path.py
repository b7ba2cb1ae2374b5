path("slow/<int:seconds>/", slow),
