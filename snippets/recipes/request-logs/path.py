path("report/", report),
