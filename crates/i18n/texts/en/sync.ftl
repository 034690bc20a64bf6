# The bar that says what was sent and when.
sync-label = State of sending
sync-now = Sync now
sync-running = Syncing…
sync-waiting = { $count ->
    [one] 1 dossier waits to be sent
   *[other] { $count } dossiers wait to be sent
}
sync-nothing-waiting = Nothing waits to be sent
sync-never = Never met the commune's server yet
sync-last-met = Last met the server { $when }
sync-last-met-short = Met { $when }
sync-never-short = Never met the commune
sync-received = { $count ->
    [one] Changes of one dossier just arrived
   *[other] Changes of { $count } dossiers just arrived
}
sync-clock-off = { $minutes ->
    [one] This device's clock is off by one minute. Please set the time in the device's settings.
   *[other] This device's clock is off by { $minutes } minutes. Please set the time in the device's settings.
}
sync-not-enrolled = Not connected to a commune
sync-only-here = Dossiers are only on this device
when-just-now = just now
when-minutes-ago = { $count ->
    [one] one minute ago
   *[other] { $count } minutes ago
}
when-today = today at { $time }
when-yesterday = yesterday at { $time }
when-date = { $date } at { $time }
sync-left = About { $documents ->
    [one] one dossier
   *[other] { $documents } dossiers
} left ({ $size })
sync-left-little = Nearly done
sync-bar-label = { $percent } per cent synced
sync-saving-asked = Saving data and battery: this device syncs by itself less often. “Sync now” sends at once.
sync-saving-battery = The battery is low: this device syncs by itself less often. “Sync now” sends at once.
sync-saving-metered = This network is paid for by what passes: the device syncs by itself less often. “Sync now” sends at once.
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
sync-photos-waiting = { $pages ->
    [one] One photo ({ $size }) waits to be sent
   *[other] { $pages } photos ({ $size }) wait to be sent
}
sync-photos-going = { $pages ->
    [one] Sending photos: one page ({ $size }) left
   *[other] Sending photos: { $pages } pages ({ $size }) left
}
sync-photos-budget = { $pages ->
    [one] One photo ({ $size }) goes tomorrow: today's data for photos is used up. Change it in the settings.
   *[other] { $pages } photos ({ $size }) go on tomorrow: today's data for photos is used up. Change it in the settings.
}
