path("eat/<int:megabytes>/", eat),
