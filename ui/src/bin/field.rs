//! The volunteer's app; runs inside the Tauri window.

fn main() {
    ui::start::start::<ui::pages::field::FieldApp>();
}
