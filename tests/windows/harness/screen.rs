//! The screen that the app's window is on: what is drawn there, and who has the keyboard. On a screen without a window
//! manager nobody gives it to a window, and a page that has no keyboard draws no ring around what has the focus in it.
//!
//! Six requests of the X protocol as it has been since 1987, on the socket of a display that the test itself has
//! opened: too little to bring a client library in for.

use super::{Display, Doing, SHORT, Trouble, until};
use std::io::{Read, Write};
use std::os::unix::net::UnixStream;

const GET_WINDOW_ATTRIBUTES: u8 = 3;
const QUERY_TREE: u8 = 15;
const SET_INPUT_FOCUS: u8 = 42;
const GET_INPUT_FOCUS: u8 = 43;
const GET_IMAGE: u8 = 73;
/// Of a picture: whole pixels, one after the other.
const Z_PIXMAP: u8 = 2;
/// Of a window's attributes: it and all above it are on the screen.
const VIEWABLE: u8 = 2;
/// Should the window go, its parent has the keyboard.
const REVERT_TO_PARENT: u8 = 2;

/// Waits until a window is on the screen, and gives it the keyboard.
pub async fn bring_to_front(display: &Display) -> Result<(), Trouble> {
    until("a window that takes the keyboard", SHORT, async || {
        let what = || "unable to speak with the display".to_owned();
        let mut screen = Screen::open(display).doing(what)?;
        let Some(window) = screen.shown_window().doing(what)? else { return Ok(None) };
        Ok((screen.give_keyboard_to(window).doing(what)? == window).then_some(()))
    })
    .await
}

/// Every pixel of the screen, as far as the largest page of the tests goes.
pub fn picture(display: &Display) -> Result<Vec<u8>, Trouble> {
    let what = || "unable to look at the screen".to_owned();
    let mut screen = Screen::open(display).doing(what)?;
    screen.picture(1_200, 800).doing(what)
}

struct Screen {
    socket: UnixStream,
    root: u32,
}

impl Screen {
    fn open(display: &Display) -> std::io::Result<Self> {
        let mut socket =
            UnixStream::connect(format!("/tmp/.X11-unix/X{}", display.name().trim_start_matches(':')))?;
        socket.set_read_timeout(Some(SHORT))?;
        // Little-endian, version 11.0, no authorisation.
        socket.write_all(&[b'l', 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0])?;
        let mut head = [0; 8];
        socket.read_exact(&mut head)?;
        let mut told = vec![0; usize::from(u16_at(&head, 6)) * 4];
        socket.read_exact(&mut told)?;
        // Behind the fixed part: the vendor's name to whole words, the formats, the first screen with its root.
        let vendor = usize::from(u16_at(&told, 16)).next_multiple_of(4);
        let formats = told.get(21).copied().map_or(0, usize::from) * 8;
        let root = u32_at(&told, 32 + vendor + formats);
        Ok(Self { socket, root })
    }

    fn request(&mut self, code: u8, detail: u8, words: &[u32]) -> std::io::Result<()> {
        let length = u16::try_from(words.len() + 1).unwrap_or_default().to_le_bytes();
        let mut bytes = vec![code, detail, length[0], length[1]];
        bytes.extend(words.iter().flat_map(|word| word.to_le_bytes()));
        self.socket.write_all(&bytes)
    }

    /// The next answer, whole. Nothing was asked to be told, so nothing else comes but errors, which begin with 0.
    fn answer(&mut self) -> std::io::Result<Vec<u8>> {
        let mut answer = vec![0; 32];
        self.socket.read_exact(&mut answer)?;
        if answer.first() != Some(&1) {
            return Err(std::io::Error::other("the display refused a request"));
        }
        let mut more = vec![0; u32_at(&answer, 4) as usize * 4];
        self.socket.read_exact(&mut more)?;
        answer.append(&mut more);
        Ok(answer)
    }

    fn picture(&mut self, width: u16, height: u16) -> std::io::Result<Vec<u8>> {
        let size = u32::from(width) | (u32::from(height) << 16);
        self.request(GET_IMAGE, Z_PIXMAP, &[self.root, 0, size, u32::MAX])?;
        self.answer()
    }

    /// The topmost window that is on the screen.
    fn shown_window(&mut self) -> std::io::Result<Option<u32>> {
        self.request(QUERY_TREE, 0, &[self.root])?;
        let tree = self.answer()?;
        let windows: Vec<u32> =
            (0..usize::from(u16_at(&tree, 16))).map(|at| u32_at(&tree, 32 + at * 4)).collect();
        for window in windows.into_iter().rev() {
            self.request(GET_WINDOW_ATTRIBUTES, 0, &[window])?;
            if self.answer()?.get(26) == Some(&VIEWABLE) {
                return Ok(Some(window));
            }
        }
        Ok(None)
    }

    /// Answers who has the keyboard then.
    fn give_keyboard_to(&mut self, window: u32) -> std::io::Result<u32> {
        self.request(SET_INPUT_FOCUS, REVERT_TO_PARENT, &[window, 0])?;
        self.request(GET_INPUT_FOCUS, 0, &[])?;
        Ok(u32_at(&self.answer()?, 8))
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|two| two.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}
