pack-wrong-signature = The list of procedures that came is not signed by the commune's server. It is not used.
pack-catalogue-unreadable = The list of procedures that came cannot be read. It is not used.
pack-other-commune = The list of procedures that came is another commune's. It is not used.
pack-older-catalogue = The list of procedures that came is older than the one on this device. It is not used.
pack-file-damaged = Procedure { $code }, version { $version }: the file { $file } came damaged. This version is not used.
pack-not-usable = Procedure { $code }, version { $version }: this app cannot use this version yet.
pack-refused-todo = Just go on with the version on this device. Update the app; if this line stays, tell the commune.
