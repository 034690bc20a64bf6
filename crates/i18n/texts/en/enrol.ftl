# Joining a commune with a one-time code.
enrol-title = Connect to the commune
enrol-lead = The commune gave you a sheet with the address of its server and a one-time code. Enter both lines here.
enrol-server = Address of the commune's server
enrol-server-hint = For example: https://mot-cua.xa-mau.example
enrol-code = One-time code
enrol-code-hint = For example: K7QX-2MVD-9TRA. Capital or small letters do not matter.
enrol-submit = Connect
enrol-submitting = Asking the commune's server…
enrol-later = Later
enrol-later-hint = You can make dossiers without a code. They stay on this device and are sent once it is connected.
enrol-done-title = Connected
enrol-done = This device belongs to { $team }, { $commune }. Welcome, { $member }.
enrol-fields-missing = Please enter both the address and the code.
