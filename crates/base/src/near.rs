//! Memory that is asked for before it is needed, so that it is at hand by then.

/// Asks for what lies in a slice, a cache line at a time; nothing waits for it. Where the processor takes no such hint, it does
/// nothing.
#[inline]
#[cfg_attr(target_arch = "x86_64", expect(unsafe_code, reason = "the only way to give a processor this hint"))]
pub fn ask_for<T>(some: &[T]) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        let start = some.as_ptr().cast::<i8>();
        for at in (0..size_of_val(some)).step_by(LINE) {
            // SAFETY: a hint reads nothing, whatever the address; this one lies in the slice.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(start.wrapping_add(at)) };
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = some;
}

/// Bytes of a cache line.
#[cfg(target_arch = "x86_64")]
const LINE: usize = 64;
