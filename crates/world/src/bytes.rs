//! Numbers as bytes: LEB128, seven bits to a byte.

/// Writes numbers.
pub struct Writer<'a>(pub &'a mut Vec<u8>);

impl Writer<'_> {
    /// Writes a byte.
    #[inline]
    pub fn byte(&mut self, b: u8) {
        self.0.push(b);
    }

    /// Writes bytes as they are.
    #[inline]
    pub fn all(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// Writes a number from 0 on.
    #[inline]
    pub fn whole(&mut self, n: u32) {
        match n {
            0..0x80 => self.0.push(n as u8),
            0x80..0x4000 => self.all(&[n as u8 | 0x80, (n >> 7) as u8]),
            _ => self.large(n),
        }
    }

    #[cold]
    fn large(&mut self, mut n: u32) {
        while n >= 0x80 {
            self.0.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    /// Writes a number of either sign.
    #[inline]
    pub fn signed(&mut self, n: i32) {
        self.whole(folded(n));
    }
}

/// A number of either sign as one from 0 on: small where it is near 0.
#[inline]
pub fn folded(n: i32) -> u32 {
    (n << 1 ^ n >> 31) as u32
}

/// The number of either sign that was [`folded`].
#[inline]
pub fn unfolded(n: u32) -> i32 {
    (n >> 1) as i32 ^ -((n & 1) as i32)
}

/// Reads numbers that a [`Writer`] wrote.
#[derive(Clone)]
pub struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    /// At the start of what was written.
    pub fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// How many bytes are left.
    pub fn left(&self) -> usize {
        self.bytes.len()
    }

    /// What comes next, not read yet: as many bytes as an array has, or what is left with zeros behind it.
    #[inline]
    pub fn near<const N: usize>(&self) -> Result<&'a [u8; N], [u8; N]> {
        self.bytes.first_chunk().ok_or_else(|| {
            let mut padded = [0; N];
            padded[..self.bytes.len()].copy_from_slice(self.bytes);
            padded
        })
    }

    /// Reads a byte.
    #[inline]
    pub fn byte(&mut self) -> u8 {
        let (first, rest) = self.bytes.split_first().expect("a record ends where it was written to end");
        self.bytes = rest;
        *first
    }

    /// Reads so many bytes.
    #[inline]
    pub fn some(&mut self, length: usize) -> &'a [u8] {
        let (some, rest) = self.bytes.split_at(length);
        self.bytes = rest;
        some
    }

    /// Reads as many bytes as an array has.
    #[inline]
    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        let (some, rest) = self.bytes.split_first_chunk().expect("a record ends where it was written to end");
        self.bytes = rest;
        *some
    }

    /// Reads a number from 0 on.
    #[inline]
    pub fn whole(&mut self) -> u32 {
        match self.byte() {
            first @ 0..0x80 => u32::from(first),
            first => match self.byte() {
                second @ 0..0x80 => u32::from(first & 0x7F) | u32::from(second) << 7,
                second => self.large(u32::from(first & 0x7F) | u32::from(second & 0x7F) << 7),
            },
        }
    }

    /// The rest of a number of which two bytes were read.
    #[cold]
    fn large(&mut self, mut n: u32) -> u32 {
        let mut shift = 14;
        loop {
            let b = self.byte();
            n |= u32::from(b & 0x7F) << shift;
            if b < 0x80 {
                return n;
            }
            shift += 7;
        }
    }

    /// Reads a number of either sign.
    #[inline]
    pub fn signed(&mut self) -> i32 {
        unfolded(self.whole())
    }
}
