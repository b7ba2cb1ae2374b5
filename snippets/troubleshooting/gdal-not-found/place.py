import django

django.setup()

from django.contrib.gis.db import models  # noqa: E402
from django.contrib.gis.geos import Point  # noqa: E402

print(models.PointField().geom_type, Point(13.4, 52.5).wkt)
