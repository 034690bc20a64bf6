//! What the system tells of battery and link. Nothing is decided here: see `device::Surroundings`.
//!
//! Linux tells of the battery in files. Whether a link is paid for is known to NetworkManager alone, over D-Bus,
//! for which the app has no other use: it is not asked, and the volunteer can switch saving on.

use device::{Battery, Surroundings};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Debug)]
pub(crate) struct System {
    power_supplies: PathBuf,
}

impl System {
    pub(crate) fn of_this_machine() -> Self {
        Self { power_supplies: PathBuf::from("/sys/class/power_supply") }
    }
}

impl Surroundings for System {
    fn battery(&self) -> Option<Battery> {
        let supplies = fs::read_dir(&self.power_supplies).ok()?.flatten();
        supplies.filter_map(|supply| battery(&supply.path())).min_by_key(|battery| battery.percent)
    }

    fn metered(&self) -> Option<bool> {
        None
    }
}

/// The battery of the machine itself: a mouse has one too, of scope "Device".
fn battery(supply: &Path) -> Option<Battery> {
    let word = |name: &str| fs::read_to_string(supply.join(name)).ok().map(|text| text.trim().to_owned());
    if word("type")? != "Battery" || word("scope").is_some_and(|scope| scope == "Device") {
        return None;
    }
    let percent = word("capacity")?.parse().ok().filter(|percent| *percent <= 100)?;
    Some(Battery { percent, charging: word("status")? != "Discharging" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supply(folder: &Path, name: &str, words: &[(&str, &str)]) {
        fs::create_dir_all(folder.join(name)).unwrap();
        for (file, word) in words {
            fs::write(folder.join(name).join(file), format!("{word}\n")).unwrap();
        }
    }

    #[test]
    fn the_machines_own_battery_is_read_and_a_mouse_is_not_taken_for_it() {
        let folder = std::env::temp_dir().join(format!("donghanh-power-{}", std::process::id()));
        let system = System { power_supplies: folder.clone() };
        assert_eq!(system.battery(), None, "a machine without the folder");
        supply(&folder, "AC", &[("type", "Mains"), ("online", "0")]);
        let mouse = [("type", "Battery"), ("scope", "Device"), ("capacity", "3"), ("status", "Discharging")];
        supply(&folder, "hidpp_battery_0", &mouse);
        assert_eq!(system.battery(), None, "a machine that hangs on its cable");
        supply(&folder, "BAT0", &[("type", "Battery"), ("capacity", "17"), ("status", "Discharging")]);
        assert_eq!(system.battery(), Some(Battery { percent: 17, charging: false }));
        supply(&folder, "BAT0", &[("status", "Charging")]);
        assert_eq!(system.battery(), Some(Battery { percent: 17, charging: true }));
        supply(&folder, "BAT0", &[("capacity", "nonsense")]);
        assert_eq!(system.battery(), None);
        fs::remove_dir_all(&folder).unwrap();
    }
}
