//! Names of people, places and firms as plain numbers that cannot be mixed up.
//!
//! A person is a neighbourhood (20 bits) and a place in it (12 bits), so that a town of thirty
//! neighbourhoods and a country of half a million use the same 32-bit name. There is no name, ID
//! number, face or device anywhere: nobody here can be linked to a real person.

/// How many people one neighbourhood can hold (12 bits).
pub const PLACES: u32 = 1 << 12;

/// One neighbourhood: about a thousand households in one place.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct NeighbourhoodId(pub u32);

/// One synthetic person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PersonId(pub u32);

/// One firm: the neighbourhood-wide number of its pattern of seats.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FirmId(pub u32);

impl PersonId {
    /// The person at `place` (0 to 4095) of a neighbourhood.
    pub fn at(neighbourhood: NeighbourhoodId, place: u32) -> Self {
        debug_assert!(place < PLACES, "a neighbourhood holds at most {PLACES} people");
        Self(neighbourhood.0 << 12 | place)
    }

    /// Where this person lives.
    pub fn neighbourhood(self) -> NeighbourhoodId {
        NeighbourhoodId(self.0 >> 12)
    }

    /// The person's place within the neighbourhood, 0 to 4095.
    pub fn place(self) -> u32 {
        self.0 & (PLACES - 1)
    }
}

impl std::fmt::Display for PersonId {
    /// `7-123`: neighbourhood, place.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.0 >> 12, self.place())
    }
}

impl std::str::FromStr for PersonId {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        let why = || format!("`{s}` is not a person; write neighbourhood and place, like `7-123`");
        let (n, p) = s.split_once('-').ok_or_else(why)?;
        let (n, p): (u32, u32) = (n.parse().map_err(|_| why())?, p.parse().map_err(|_| why())?);
        if n >= 1 << 20 || p >= PLACES {
            return Err(why());
        }
        Ok(Self::at(NeighbourhoodId(n), p))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_written_and_read_back() {
        let p = PersonId::at(NeighbourhoodId(31), 2047);
        assert_eq!(p.to_string(), "31-2047");
        assert_eq!("31-2047".parse(), Ok(p));
        assert!("31-4096".parse::<PersonId>().is_err());
        assert!("x".parse::<PersonId>().is_err());
    }
}
