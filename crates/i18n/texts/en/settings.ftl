# The page of settings: saving data and battery, and checking what is stored.
settings-more = More settings, and checking the data
settings-page-title = Settings
saving-title = Saving data and battery
saving-switch = Save data and battery
saving-explained = When this is on, the device syncs by itself less often and fetches new procedures only when you press “Sync now”. Dossiers are saved on the device as always. When the battery is low, the device does so by itself.
check-title = Checking the data
check-explained = The device looks at every dossier it has saved: whether it can be read and whether the list shows it right. What can be put right is put right. Nothing is deleted.
check-start = Check the data
check-running = { $done } of { $total } dossiers and households looked at…
check-sound = { $count ->
    [one] One dossier or household looked at: the data is sound.
   *[other] { $count } dossiers and households looked at: the data is sound.
}
check-done = { $count ->
    [one] One dossier or household looked at.
   *[other] { $count } dossiers and households looked at.
}
check-repaired = { $count ->
    [one] One line of the list was put right.
   *[other] { $count } lines of the list were put right.
}
check-queued = { $count ->
    [one] One dossier will be sent again, to be certain.
   *[other] { $count } dossiers will be sent again, to be certain.
}
check-damaged = { $count ->
    [one] One dossier cannot be read. What is saved of it is kept as it is. With the next sync the device asks the commune for its copy:
   *[other] { $count } dossiers cannot be read. What is saved of them is kept as it is. With the next sync the device asks the commune for its copies:
}
check-damaged-unnamed = A dossier or household whose name is not known
check-file-damaged = The data file on this device is damaged in places. Press “Sync now” to send everything that can still be read, then tell the commune office.
lock-time-title = Locking by itself
lock-time-explained = When nobody touches the device for so long, the app locks itself. What is being typed is saved before; unlocking leads back to the same page.
photo-budget-title = Data for photos a day
photo-budget-explained = Photos of papers are sent after all forms. When this much is used up, they wait until tomorrow and stay safe on the phone. Forms do not count.
photo-budget-megabytes = { $count } MB a day
photo-budget-none = No limit
photo-budget-spent = { $size } of photos were sent today.
wipe-title = Many wrong PINs
wipe-off = After several wrong tries the next one has to wait longer. This device never wipes anything by itself.
wipe-on = The commune has set: after { $after } wrong PINs in a row this device wipes all its data.
wipe-on-lost = Dossiers that were not sent are lost then; those that were sent are still at the commune. Sync every day, and keep the device away from children.
