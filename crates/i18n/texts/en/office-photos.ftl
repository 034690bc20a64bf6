# Photos of papers at the desk.
photos-title = Photos of papers
photos-none = This dossier has no photos of papers.
photos-open = { $count ->
    [one] See one photo
   *[other] See { $count } photos
}
photos-still-coming = { $count ->
    [one] One photo is still on its way
   *[other] { $count } photos are still on their way
}
photos-place = Photo { $number } of { $total }
photos-tools = Looking at the photo
photos-earlier = Previous photo
photos-later = Next photo
photos-larger = Larger
photos-smaller = Smaller
photos-keys = Keys: left and right for the photos, + and - for the size, L and R to turn.
photos-alt = { $paper }, photo { $number }
photos-on-its-way = This photo is still on its way: the volunteer's phone has not sent all of it. It is shown when it has come whole and right.
