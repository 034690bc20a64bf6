# What went wrong, and what to do: two texts for each problem.
problem-wrong-pin = { $failures ->
    [one] That is not the PIN. One wrong try so far.
   *[other] That is not the PIN. { $failures } wrong tries so far.
}
problem-wrong-pin-todo = Take your time and enter it again. No dossier is lost by a wrong PIN.
problem-pin-wait = The PIN was wrong too often.
problem-pin-wait-todo = Wait { $wait }, then enter it again. All dossiers are still on this device.
pin-wait-seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
}
pin-wait-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
problem-weak-pin = This PIN is too weak.
problem-weak-pin-todo = Use at least { $min } digits, digits only, and nothing easy to guess.
problem-locked = The app is locked.
problem-locked-todo = Enter the PIN to open it.
problem-disk-full = NOT SAVED: the device's storage is full.
problem-disk-full-todo = Do not close the app. Delete photos, films or apps that are not needed, then press “Try to save again”.
problem-store-damaged = The dossier store { $file } is damaged and cannot be read. The file was left as it is.
problem-store-damaged-todo = Close the app and tell the commune. Do not uninstall the app.
problem-store-too-new = A newer version of the app made this dossier store.
problem-store-too-new-todo = Update the app, then open it again. No dossier was changed.
problem-store-busy = The app is open in another window.
problem-store-busy-todo = Close the other window, then try again.
problem-not-enrolled = This device is not connected to a commune.
problem-not-enrolled-todo = The dossiers stay on the device. When you have the commune's code, press “Connect to the commune”.
problem-code-unknown = This code does not work: mistyped, used before, or expired.
problem-code-unknown-todo = Compare it letter by letter with the sheet. If it still fails, ask the commune for a new code.
problem-no-network = The commune's server cannot be reached: no network, or the server is off.
problem-no-network-todo = Just go on, everything is saved on the device. It is sent by itself once there is a network.
problem-not-our-server = There is a network, but what answered is not the commune's server. Mostly it is the log-in page of a Wi-Fi.
problem-not-our-server-todo = Open a browser and log in to the Wi-Fi, or use another network. When connecting for the first time, check the server's address.
problem-server-trouble = The commune's server has trouble (code { $status }).
problem-server-trouble-todo = Just go on, everything is saved on the device. It tries again by itself.
problem-device-revoked = The commune has stopped this device from sending and receiving dossiers.
problem-device-revoked-todo = Go and see the officer. The dossiers on the device are still there and are not deleted.
problem-app-too-old = This app is too old for the commune's server.
problem-app-too-old-todo = Update the app. The dossiers on the device stay.
problem-server-too-old = The commune's server is older than this app.
problem-server-too-old-todo = Tell the commune. The dossiers stay on the device and are sent later.
problem-dossier-unknown = This dossier cannot be found.
problem-dossier-unknown-todo = Go to the home page and open it from the list.
problem-at-office = This dossier was finished long ago; it is kept at the commune and not on this device.
problem-at-office-todo = Open it again when there is a network: the device fetches it by itself.
problem-procedure-unknown = This device does not have this procedure.
problem-procedure-unknown-todo = Sync or update the app, then try again.
problem-household-unknown = This household cannot be found.
problem-household-unknown-todo = Choose another, or make the dossier without a household.
problem-person-unknown = This person is not in the household book.
problem-person-unknown-todo = Go back to the book and search again.
problem-nothing-written = No name or words were written.
problem-nothing-written-todo = Write into the first field, then press again.
problem-question-unknown = The form has no such question.
problem-question-unknown-todo = Open the dossier again. If that does not help, update the app.
problem-answer-too-long = NOT SAVED: the answer has { $chars } characters; only { $max } can be kept.
problem-answer-too-long-todo = Please write it shorter. What you typed is still on the screen.
problem-not-complete = { $count ->
    [one] One answer is missing or wrong.
   *[other] { $count } answers are missing or wrong.
}
problem-not-complete-todo = Open “Review the form” and finish the questions listed there.
problem-consent-needed = The villager's agreement is not recorded yet.
problem-consent-needed-todo = Read the agreement aloud on the page “Review”. Tick it only if the villager agrees.
problem-already-accepted = The commune accepted this dossier as number { $number }.
problem-already-accepted-todo = It cannot be changed here any more. If something is wrong, tell the officer.
problem-already-asked = The commune waits for a supplement to this dossier already.
problem-already-asked-todo = Wait for the team's answer, or press “Do not ask any more” and ask anew.
problem-nothing-asked = No supplement is being waited for in this dossier any more.
problem-nothing-asked-todo = The team may just have sent it. Read the dossier again.
problem-not-accepted-yet = This dossier has not been accepted yet.
problem-not-accepted-yet-todo = Accept it first.
problem-case-ended = This dossier has ended.
problem-case-ended-todo = Read it again to see the result or the reason. If need be, begin a new one.
problem-no-result = No result waits to be handed out.
problem-no-result-todo = Record the result first. If it was handed out already, nothing is left to do.
problem-not-later = The new day must be after the old one, and still to come.
problem-not-later-todo = Choose a later day. Somebody may just have put it off: read the dossier again.
problem-colleague-unknown = No such officer works here.
problem-colleague-unknown-todo = Choose somebody from the list.
problem-dossier-moved = This dossier went to { $to }, { $when }.
problem-dossier-moved-todo = Its content is no longer at this commune. The line that says so is at the end of the list; villagers still find it by the same code.
problem-commune-unknown = This server has no such commune.
problem-commune-unknown-todo = Choose one from the list.
problem-same-commune = The dossier is at that very commune.
problem-same-commune-todo = Choose another one, or leave it here.
problem-form-unknown-there = The other commune does not have this version of the dossier's form.
problem-form-unknown-there-todo = Ask its administrator to publish that very version, then move it again.
problem-taken-there = The other commune has a dossier with this code or number.
problem-taken-there-todo = Nothing was moved. Please tell the administrators of both communes.
problem-linked-elsewhere = The two dossiers are in two different files.
problem-linked-elsewhere-todo = Take one of them out of its file, then link them.
problem-login-refused = The user name or the password is not right.
problem-login-refused-todo = Please enter them again. If the password is forgotten, ask the commune's administrator.
problem-too-many-tries = Too many wrong tries.
problem-too-many-tries-todo = { $seconds ->
    [one] Wait one second, then try again.
   *[other] Wait { $seconds } seconds, then try again.
}
problem-login-needed = The session has ended.
problem-login-needed-todo = Please log in again.
problem-not-allowed = This account may not do that.
problem-not-allowed-todo = Ask the chief or the administrator of the commune.
problem-not-handed-over = This dossier has not been handed over.
problem-not-handed-over-todo = Wait until the volunteer hands it over.
problem-conflicts-open = { $count ->
    [one] One question still has different answers.
   *[other] { $count } questions still have different answers.
}
problem-conflicts-open-todo = Choose one answer for each, then accept again.
problem-guide-only = This procedure has a guide only; its form is not in the app yet.
problem-guide-only-todo = Read the guide together, and fill the paper form at the commune.
problem-no-other-version = There is no other version of the form that this dossier could be moved to.
problem-no-other-version-todo = Just go on with the version in use.
problem-already-handed-over = This dossier was handed over: its form stays as it is.
problem-already-handed-over-todo = If something is wrong, correct it in the dossier or tell the officer.
problem-handover-unknown = This does not wait any more.
problem-handover-unknown-todo = Another officer may just have decided. Open the list again.
problem-handover-refused = It could not be brought into the dossier. It is still in the box.
problem-handover-refused-todo = { $why } If it cannot be brought in, set it aside and write down why.
problem-reason-needed = The reason is missing.
problem-reason-needed-todo = Write in one sentence why this is set aside.
problem-pack-refused = { $faults ->
    [one] The pack has one fault: nothing was published.
   *[other] The pack has { $faults } faults: nothing was published.
}
problem-pack-refused-todo = Press “Check” to see each fault at its cell. Correct them, then publish again.
problem-pack-version-taken = This version was published before, with other content.
problem-pack-version-taken-todo = Give it a new version date, in procedure.yaml and on the form's sheet settings, then publish again.
problem-pack-not-newest = Version { $newest } is there already, and newer than this one.
problem-pack-not-newest-todo = Give it a later version date, then publish again.
problem-pack-unknown = No such version of a procedure was published by the commune.
problem-pack-unknown-todo = Open the list again and choose. What came with the program cannot be withdrawn: publish a newer version.
problem-picture-unreadable = This picture cannot be opened.
problem-picture-unreadable-todo = Take it again, or choose another one.
problem-picture-empty = This picture is empty: there is nothing in it.
problem-picture-empty-todo = The camera has not taken anything. Take it again.
problem-picture-too-large = This picture is larger than { $most } MB and is not read.
problem-picture-too-large-todo = Take it with the phone's camera at a smaller size, or choose another one.
problem-picture-not-one = This is no picture that the app can read.
problem-picture-not-one-todo = Take it again, or choose a JPEG picture.
problem-picture-heif = This picture is a HEIC, which the app cannot read yet.
problem-picture-heif-todo = Take it again from within the app. Or choose JPEG (“most compatible”) in the camera's settings.
problem-picture-pdf = This is a PDF, not a picture.
problem-picture-pdf-todo = Take a picture of the paper with the camera.
problem-picture-web-page = This is a web page, not a picture.
problem-picture-web-page-todo = The download has probably failed. Take the picture again.
problem-picture-too-many-pixels = This picture is too large for the memory of this device.
problem-picture-too-many-pixels-todo = Take it with the phone's camera at a smaller size.
problem-picture-truncated = The end of this picture is missing.
problem-picture-truncated-todo = Take it again. If somebody sent it to you, ask for it once more.
problem-picture-damaged = This picture is damaged and cannot be shown.
problem-picture-damaged-todo = Take it again.
problem-no-card-code = No QR code in the picture could be read.
problem-no-card-code-todo = Wipe the card, go where it is bright, hold the phone still near the black and white square and take it again. Or simply type.
problem-not-a-card = This code is not an identity card's.
problem-not-a-card-todo = On cards with a chip it is on the front, at the top; on the newest cards on the back. Take that code alone. Or simply type.
problem-phone-full = The phone is nearly full ({ $free } MB left): no more photos of papers can be taken.
problem-phone-full-todo = Delete photos, films or apps that are not needed. Answers and photos that were saved are still there.
problem-paper-unknown = The procedure has no such paper.
problem-paper-unknown-todo = Open the dossier again and choose the paper again.
problem-paper-only-shown = This paper is only shown at the office and not handed in: no photo of it is kept.
problem-paper-only-shown-todo = Look at it and mark it as seen.
problem-too-many-pages = This paper has { $most } pages already; no more can be added.
problem-too-many-pages-todo = Take out pages that are not needed, or bring the paper itself to the office.
problem-photo-unknown = This photo is not on the device any more, or it cannot be read.
problem-photo-unknown-todo = Please take a picture of this page again.
problem-unexpected = Something unexpected went wrong ({ $what }).
problem-unexpected-todo = Please try again. If it stays, close the app, open it again and tell the commune.
problem-photo-consent-needed = There are photos of papers, and the villager has not agreed to taking and sending them.
problem-photo-consent-needed-todo = Read the sentence about photos aloud on the page “Review”. If the villager does not agree, take the photos out.
problem-taken-back = The villager took this dossier back; there is nothing left to change.
problem-taken-back-todo = Go to the home page. To do it again, start a new dossier.
problem-no-signature = There is no signature yet, or the witness has no name.
problem-no-signature-todo = Sign clearly in the box, or write the full name of the witness.
problem-wrong-pin-left = The PIN is not right. { $failures } wrong tries so far; { $left } more and this device wipes its data.
problem-wrong-pin-left-todo = If you are not sure, stop trying: press “Forgot the PIN?” and call the commune.
problem-wiped = This device has wiped its data because a wrong PIN was entered too often.
problem-wiped-todo = Tell the officer. Dossiers that were sent are still at the commune.
problem-wrong-code = This code does not open this device. { $failures } tries so far.
problem-wrong-code-todo = Compare the device's code with the officer, then have the code read again. A code that was used does not work again.
problem-code-wait-todo = Wait { $wait }, then try again. The dossiers are all still on the device.
problem-code-mistyped = There is a slip in group { $group } of the code.
problem-code-mistyped-todo = Ask the officer for this group again.
problem-code-length = The code has 5 groups with 5 letters each.
problem-code-length-todo = Please type the rest.
problem-no-recovery = The commune has no code that opens this device.
problem-no-recovery-todo = Try to remember the PIN. Dossiers that were sent are still at the commune.
problem-no-code = There is no code for this device, or it is refused.
problem-no-code-todo = The device must be unlocked and sync once to have a code. A refused device gets none.
problem-password-wrong = The password is not right.
problem-password-wrong-todo = Enter your own password. No code was shown.
problem-rule-bounds = The number must be between { $least } and { $most }.
problem-rule-bounds-todo = Enter a number in between, or switch the rule off.
