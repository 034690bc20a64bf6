# First start, unlocking, and a store that cannot be read.
pin-title = Set a PIN for this device
pin-lead = The PIN keeps people's dossiers on this device private. You enter it each time you open the app.
pin-rule = At least { $min } digits. Do not use a birthday or 123456.
pin-warning-title = Remember this PIN well
pin-warning = Nobody can recover the PIN: not the commune, and not the makers of this app. If it is forgotten, dossiers on this device that were not sent cannot be opened any more.
pin-first = PIN
pin-again = PIN once more
pin-submit = Set the PIN
pin-submitting = Locking the dossier store…
pin-differs = The two entries are not the same. Please enter them again.
pin-show = Show the PIN
pin-empty = Please enter the PIN.
unlock-title = Unlock
unlock-lead = Enter the PIN that you set on this device.
unlock-submit = Unlock
unlock-submitting = Opening the dossier store…
unlock-failures = { $count ->
    [one] One wrong try so far.
   *[other] { $count } wrong tries so far.
}
unlock-forgotten = Forgot the PIN?
unlock-forgotten-answer = Nobody can recover the PIN. Dossiers that were sent are still at the commune: ask the officer.
damaged-title = The dossier store on this device is damaged
damaged-lead = The app cannot read the file { $file }. Nothing in it was changed or deleted.
damaged-safe = Dossiers that were sent are safe at the commune.
damaged-step-copy = First, ask somebody at the commune who knows computers to copy this file elsewhere. They may be able to rescue dossiers that were not sent.
damaged-step-aside = If you must work right now, you can put the damaged file aside and begin with an empty store. The damaged file stays on the device.
damaged-set-aside = Put the file aside and begin anew
damaged-confirm = Are you sure? Dossiers that were not sent will not appear in the new store.
damaged-confirm-yes = Yes, begin a new store
damaged-confirm-no = No, leave it as it is
