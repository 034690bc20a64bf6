//! Our own line drawings. Always beside words, so they are hidden from screen readers.

use yew::prelude::*;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Picture {
    Back,
    Forward,
    Disk,
    Clock,
    Plane,
    Check,
    Warning,
    Choices,
    Search,
    Plus,
    Letters,
    Sync,
    Shield,
    Person,
    Camera,
    Voice,
    Stop,
    Help,
    Pen,
}

#[derive(Properties, PartialEq, Debug)]
pub struct Props {
    pub picture: Picture,
}

#[component]
pub fn Icon(props: &Props) -> Html {
    let path = match props.picture {
        Picture::Back => "M15 5l-7 7 7 7",
        Picture::Forward => "M9 5l7 7-7 7",
        Picture::Disk => "M5 4h11l3 3v13H5zM8 4v5h7V4M8 20v-6h8v6",
        Picture::Clock => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M12 7v5l3.5 2",
        Picture::Plane => "M21 3L3 10.5l7 3 3 7.5zM21 3L10 13.5",
        Picture::Check => "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M8 12.2l2.8 2.8L16 9.5",
        Picture::Warning => "M12 4L2.8 20h18.4zM12 10v4.5M12 17v.4",
        Picture::Choices => "M7 4v7a4 4 0 0 0 4 4h6M17 4v4M14 12l3 3-3 3M7 20v-5",
        Picture::Search => "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13M15.5 15.5L21 21",
        Picture::Plus => "M12 5v14M5 12h14",
        Picture::Letters => "M3 19L8 6l5 13M4.8 14.5h6.4M15 19l3-8 3 8M16 16.4h4",
        Picture::Sync => "M20 8a8.5 8.5 0 0 0-15-1.5M4 3v4h4M4 16a8.5 8.5 0 0 0 15 1.5M20 21v-4h-4",
        Picture::Shield => "M12 3l8 3v6c0 4.5-3.2 7.6-8 9c-4.8-1.4-8-4.5-8-9V6zM9 12l2.2 2.2L15.5 10",
        Picture::Camera => "M4 8h3.5l1.5-2.5h6L16.5 8H20v11H4zM12 10a3.3 3.3 0 1 0 0 6.6a3.3 3.3 0 1 0 0-6.6",
        Picture::Voice => {
            "M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.2 4.2 0 0 1 0 6M18.3 6.2a8.2 8.2 0 0 1 0 11.6"
        }
        Picture::Stop => "M6 6h12v12H6z",
        Picture::Help => {
            "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18M9.2 9.5a2.8 2.8 0 1 1 4 2.5c-.8.5-1.2 1-1.2 2M12 16.6v.4"
        }
        Picture::Pen => "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z",
        Picture::Person => "M12 4a4 4 0 1 0 0 8a4 4 0 1 0 0-8M4 21c0-4 3.6-6.5 8-6.5s8 2.5 8 6.5",
    };
    html! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>
    }
}
