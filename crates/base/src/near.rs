//! Memory that is asked for before it is needed, so that it is at hand by then: a hundredth or two of a run's time, measured
//! without a profile only (docs/PERFORMANCE.md). Nothing here reads or changes anything, so no result depends on it.

/// Asks for what lies in a slice, a cache line at a time; nothing waits for it. Where the processor takes no such hint, it does
/// nothing.
#[inline]
#[cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "the only way to give a processor this hint"))]
pub fn ask_for<T>(some: &[T]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let start = some.as_ptr().cast::<i8>();
        let before = start.addr() % LINE;
        for line in (0..before + size_of_val(some)).step_by(LINE) {
            // SAFETY: a hint reads nothing, whatever the address.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(line).wrapping_sub(before)) };
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = some;
}

/// Bytes of a cache line.
#[cfg(target_arch = "x86_64")]
const LINE: usize = 64;

#[cfg(test)]
mod tests {
    #[test]
    fn whatever_is_asked_for_stays_as_it_is() {
        let some: Vec<[u8; 3]> = (0..200).map(|n| [n; 3]).collect();
        for (from, to) in [(0, 0), (200, 200), (0, 200), (1, 2), (63, 199)] {
            super::ask_for(&some[from..to]);
        }
        super::ask_for(&[(); 1_000]);
        assert!(some.iter().enumerate().all(|(n, one)| *one == [n as u8; 3]));
    }
}
