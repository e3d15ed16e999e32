from datetime import date, datetime, timedelta, timezone
import calendar, time
from zoneinfo import ZoneInfo
moment = datetime(2024, 2, 29, 13, 5, 9, 123000, tzinfo=timezone.utc)
print(moment, moment.isoformat(), moment.timestamp(), moment.strftime('%A %d %B %Y %H:%M:%S %z %j %U'))
print(datetime.fromisoformat('2024-05-01T10:00:00+02:00'), datetime.fromisoformat('2024-05-01T10:00:00Z'))
print(moment + timedelta(days=366, minutes=-5), date(2024, 12, 31).isocalendar(), timedelta(seconds=90061.5))
print(datetime.strptime('05/06/2024 07', '%d/%m/%Y %H'), calendar.monthrange(2023, 2)[1], (date(2024, 3, 1) - date(2024, 2, 1)).days)
print(time.gmtime(0)[:6], time.strftime('%Y-%m-%d', time.gmtime(86400)), moment.astimezone(timezone(timedelta(hours=-5))))
try:
    date(2023, 2, 29)
except ValueError as error:
    print(type(error).__name__)
