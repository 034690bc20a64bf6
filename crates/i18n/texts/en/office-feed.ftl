# Keys with which spreadsheet programs read the numbers.
feed-title = Numbers for Excel and Power BI
feed-lead = Each program has a key of its own. A key reads numbers and nothing else: no names of citizens, and it changes nothing. In Excel choose an OData feed, the address of the commune's server with /odata/ behind it, and basic login with any name and the key as the password.
feed-name = What this key is for
feed-make = Make a key
feed-made = made by { $name } on { $when }
feed-revoked = revoked on { $when }
feed-revoke = Revoke
feed-told = Copy this key into the program now
feed-told-once = The key is shown this once. If it is lost, revoke it and make another.
