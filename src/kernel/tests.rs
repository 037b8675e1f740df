//! Products have the bits of three loops, however they are packed, and whatever is left out.

use super::microkernel::NR;
use super::packed_b::Form;
use super::row_blocks::BLOCK_COLUMNS;
use super::*;
use ndarray::Array2;
use proptest::prelude::*;
use std::ops::Range;

/// The definition: three loops.
fn naive(a: &Array2<f32>, b: &Array2<f32>, start: &Array2<f32>) -> Array2<f32> {
    Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
        let mut sum = start[[i, j]];
        for p in 0..a.ncols() {
            sum += a[[i, p]] * b[[p, j]];
        }
        sum
    })
}

fn random(i: usize, j: usize, salt: u32) -> u32 {
    let mixed = (i as u32 * 7919 + j as u32 * 104_729).wrapping_add(salt).wrapping_mul(2_654_435_761);
    (mixed ^ mixed >> 15).wrapping_mul(2_246_822_519)
}

/// Values in ±½, in one of two memory layouts; the share `zeros` of eight is 0 or −0, alone and in whole blocks.
fn matrix(rows: usize, columns: usize, transposed: bool, zeros: u32, salt: u32) -> Array2<f32> {
    let value = |i: usize, j: usize| {
        let block = random(i / 8, j, salt ^ 5) % 8 < zeros || random(i, j / 8, salt ^ 6) % 8 < zeros;
        let sign = if random(i, j, salt ^ 7).is_multiple_of(2) { 1.0 } else { -1.0 };
        if block { 0.0 * sign } else { random(i, j, salt) as f32 / 4_294_967_296.0 - 0.5 }
    };
    if transposed {
        Array2::from_shape_fn((columns, rows), |(j, i)| value(i, j)).reversed_axes()
    } else {
        Array2::from_shape_fn((rows, columns), |(i, j)| value(i, j))
    }
}

/// Bits, any NaN as one: which of them a product of infinities gives is the processor's choice.
fn bits(a: &Array2<f32>) -> Vec<u32> {
    a.iter().map(|a| if a.is_nan() { u32::MAX } else { a.to_bits() }).collect()
}

/// `b` with its zeros, and without, from either of its layouts.
fn packed(b: &Array2<f32>) -> [PackedB; 3] {
    let columns = Array2::from_shape_fn((b.ncols(), b.nrows()), |(j, i)| b[[i, j]]);
    let mut packed: [PackedB; 3] = Default::default();
    let [whole, sparse, transposed] = &mut packed;
    whole.pack(b.view());
    sparse.pack_sparse(columns.t(), usize::MAX);
    let mut other = PackedB::default();
    other.pack_sparse(b.t(), usize::MAX);
    transposed.pack_transpose(&other, b.view());
    packed
}

/// Up to `few` columns, or now and then somewhat more than a block has.
fn columns(few: usize) -> impl Strategy<Value = usize> {
    prop_oneof![9 => 1..=few, 1 => BLOCK_COLUMNS + 1..=BLOCK_COLUMNS + 20]
}

/// Puts a block where it belongs.
fn place(out: &mut Array2<f32>) -> impl FnMut(&mut Block) {
    |block| {
        let left = block.left;
        for (i, values) in block.rows() {
            out.row_mut(i).as_slice_mut().unwrap()[left..][..values.len()].copy_from_slice(values);
        }
    }
}

/// The rows of `a` as lists, if most of it is 0.
fn listed(a: &Array2<f32>, b: &Array2<f32>) -> [SparseA; 2] {
    let mut lists: [SparseA; 2] = Default::default();
    let [rows, from_columns] = &mut lists;
    rows.list(a.as_slice().unwrap(), a.ncols());
    let mut columns = SparseA::default();
    columns.list(Array2::from_shape_fn((a.ncols(), a.nrows()), |(p, i)| a[[i, p]]).as_slice().unwrap(), a.nrows());
    from_columns.list_transpose(&columns);
    for lists in &mut lists {
        lists.keep_for(b.as_slice().unwrap());
    }
    lists
}

/// `a·b + d·e` where a, or d, or both are listed; none if nothing is, or b or e is not finite.
fn products_of_lists(a: &Array2<f32>, b: &Array2<f32>, second: (&Array2<f32>, &Array2<f32>)) -> Vec<Array2<f32>> {
    let (d, e) = second;
    let ([b_packed, ..], [e_packed, ..]) = (packed(b), packed(e));
    let (a_listed, d_listed) = (listed(a, b), listed(d, e));
    let plain = [(a, &b_packed), (d, &e_packed)].map(|(a, b)| Factors::Packed { a: a.as_slice().unwrap(), b });
    let firsts = a_listed.iter().filter_map(|a| Factors::listed(a, b.as_slice().unwrap()));
    let seconds: Vec<_> = d_listed.iter().filter_map(|d| Factors::listed(d, e.as_slice().unwrap())).collect();
    let pairs = firsts.flat_map(|first| seconds.iter().map(move |&second| (first, second)).chain([(first, plain[1])]));
    pairs
        .chain(seconds.iter().map(|&second| (plain[0], second)))
        .map(|(first, second)| {
            let mut out = Array2::from_elem((a.nrows(), b.ncols()), 7.0);
            RowBlocks::default().each(first, Some(second), &mut place(&mut out));
            out
        })
        .collect()
}

/// `a·b + d·e` by three ways of packing.
fn products(a: &Array2<f32>, b: &Array2<f32>, second: Option<(&Array2<f32>, &Array2<f32>)>) -> [Array2<f32>; 3] {
    packed(b).map(|b_packed| {
        let mut out = Array2::from_elem((a.nrows(), b.ncols()), 7.0);
        let first = Factors::Packed { a: a.as_slice().unwrap(), b: &b_packed };
        let other = second.map(|(d, e)| (d.as_slice().unwrap(), packed(e)));
        let second = other.as_ref().map(|(a, [e, ..])| Factors::Packed { a, b: e });
        RowBlocks::default().each(first, second, &mut place(&mut out));
        out
    })
}

proptest! {
    #[test]
    fn the_product_has_the_bits_of_three_loops(
        r in 1_usize..=70, p in 1_usize..=70, c in 1_usize..=70, columns: bool, zeros in 0_u32..=8, salt: u32,
    ) {
        let (a, b) = (matrix(r, p, false, 0, salt), matrix(p, c, false, zeros, salt ^ 1));
        let expected = bits(&naive(&a, &b, &Array2::zeros((r, c))));
        for product in products(&a, &b, None) {
            prop_assert_eq!(&bits(&product), &expected);
        }
        let mut out = Array2::from_elem((r, c), 7.0);
        let b = if columns { matrix(p, c, true, zeros, salt ^ 1) } else { b };
        Multiplier::default().each(a.as_slice().unwrap(), b.view(), &mut place(&mut out));
        prop_assert_eq!(&bits(&out), &expected);
    }

    #[test]
    fn a_second_product_goes_on_where_the_first_ends(
        r in 1_usize..=70, p in 1_usize..=70, q in 1_usize..=70, c in columns(70),
        zeros in 0_u32..=8, salt: u32,
    ) {
        let [a, d] = [(p, 0), (q, 1)].map(|(depth, i)| matrix(r, depth, false, 0, salt ^ i));
        let [b, e] = [(p, 2), (q, 3)].map(|(depth, i)| matrix(depth, c, false, zeros, salt ^ i));
        let expected = bits(&naive(&d, &e, &naive(&a, &b, &Array2::zeros((r, c)))));
        for product in products(&a, &b, Some((&d, &e))) {
            prop_assert_eq!(&bits(&product), &expected);
        }
    }

    #[test]
    fn in_place_it_has_the_bits_of_three_loops(
        r in 1_usize..=70, p in 1_usize..=300, c in 1_usize..=70, salt: u32,
    ) {
        let (a, b) = (matrix(r, p, true, 0, salt), matrix(p, c, false, 1, salt ^ 1));
        let mut out = Array2::zeros((r, c));
        let a_t = a.t().to_slice().unwrap();
        let mut in_place = InPlace::default();
        in_place.multiply(a_t, b.as_slice().unwrap(), (r, c), out.as_slice_mut().unwrap());
        let expected = bits(&naive(&a, &b, &Array2::zeros((r, c))));
        prop_assert_eq!(&bits(&out), &expected);
        // Some rows after the others.
        let cut = salt as usize % (r + 1);
        out.fill(f32::NAN);
        for part in [0..cut, cut..r] {
            let rows = &mut out.as_slice_mut().unwrap()[part.start * c..part.end * c];
            in_place.multiply_rows(a_t, r, part, b.as_slice().unwrap(), c, rows);
        }
        prop_assert_eq!(bits(&out), expected);
    }

    #[test]
    fn lists_of_rows_have_the_bits_of_three_loops(
        r in 1_usize..=70, p in prop_oneof![1_usize..=70, 129_usize..=280], c in columns(70),
        q in 1_usize..=70, zeros in 0_u32..=8, salt: u32,
    ) {
        let [a, d] = [(p, 0), (q, 1)].map(|(depth, i)| matrix(r, depth, false, zeros, salt ^ i));
        let [b, e] = [(p, 2), (q, 3)].map(|(depth, i)| matrix(depth, c, false, 1, salt ^ i));
        let product = naive(&a, &b, &Array2::zeros((r, c)));
        for lists in &mut listed(&a, &b) {
            let mut out = Array2::from_elem((r, c), 7.0);
            if lists.multiply(b.as_slice().unwrap(), c, out.as_slice_mut().unwrap()) {
                prop_assert_eq!(bits(&out), bits(&product));
            }
        }
        let expected = bits(&naive(&d, &e, &product));
        for product in products_of_lists(&a, &b, (&d, &e)) {
            prop_assert_eq!(&bits(&product), &expected);
        }
    }

    #[test]
    fn where_a_factor_is_not_finite_no_zero_is_left_out(
        r in 1_usize..=20, p in 1_usize..=20, c in 1_usize..=40, at: usize, kind in 0_usize..3, salt: u32,
    ) {
        let (a, mut b) = (matrix(r, p, false, 6, salt), matrix(p, c, false, 0, salt ^ 1));
        b[[at % p, at / p % c]] = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN][kind];
        for lists in &mut listed(&a, &b) {
            prop_assert!(!lists.multiply(b.as_slice().unwrap(), c, &mut vec![0.0; r * c]));
            prop_assert!(Factors::listed(lists, b.as_slice().unwrap()).is_none());
        }
    }

    #[test]
    fn what_is_wanted_has_the_bits_of_three_loops(
        r in 1_usize..=300, p in 1_usize..=70, c in 1_usize..=70, wanted in 0_u32..=8, columns: bool, salt: u32,
    ) {
        let (a, b) = (matrix(r, p, false, 1, salt), matrix(p, c, columns, 1, salt ^ 1));
        let is_wanted = |i, here: Range<usize>| random(i, here.start, salt) % 8 < wanted;
        let mut out = Array2::from_elem((r, c), 7.0);
        let slice = out.as_slice_mut().unwrap();
        let elements = Wanted::default().multiply(a.as_slice().unwrap(), b.view(), is_wanted, slice);
        let all = naive(&a, &b, &Array2::zeros((r, c)));
        let is_wanted = |i, j: usize| is_wanted(i, j / NR * NR..j);
        let expected = Array2::from_shape_fn((r, c), |(i, j)| if is_wanted(i, j) { all[[i, j]] } else { 7.0 });
        prop_assert_eq!(bits(&out), bits(&expected));
        prop_assert_eq!(elements, expected.indexed_iter().filter(|&((i, j), _)| is_wanted(i, j)).count());
    }

    #[test]
    fn what_is_not_finite_is_not_lost_where_lines_are_left_out(
        r in 1_usize..=70, p in 1_usize..=20, c in columns(20), zeros in 3_u32..=8,
        at: usize, kind in 0_usize..3, salt: u32,
    ) {
        let mut a = matrix(r, p, false, 0, salt);
        a[[at % r, at / r % p]] = [f32::INFINITY, f32::NEG_INFINITY, f32::NAN][kind];
        let b = matrix(p, c, false, zeros, salt ^ 1);
        let expected = bits(&naive(&a, &b, &Array2::zeros((r, c))));
        for product in products(&a, &b, None) {
            prop_assert_eq!(&bits(&product), &expected);
        }
    }
}

#[test]
fn products_larger_than_a_block_are_whole() {
    for zeros in [0, 4] {
        let columns = BLOCK_COLUMNS + 46;
        let (a, b) = (matrix(43, 1100, false, 0, 1), matrix(1100, columns, false, zeros, 2));
        let expected = bits(&naive(&a, &b, &Array2::zeros((43, columns))));
        for product in products(&a, &b, None) {
            assert_eq!(bits(&product), expected);
        }
    }
}

#[test]
fn zeros_are_left_out_where_there_are_many() {
    for (zeros, expected) in [(0, false), (1, false), (4, true), (8, true)] {
        let are_sparse = packed(&matrix(40, 24, false, zeros, 3)).map(|b| matches!(b.form(), Form::Sparse(_)));
        assert_eq!(are_sparse, [false, expected, expected]);
        let (a, b) = (matrix(40, 40, false, zeros, 3), matrix(40, 5, false, 0, 4));
        let are_listed = listed(&a, &b).map(|a| Factors::listed(&a, b.as_slice().unwrap()).is_some());
        assert_eq!(are_listed, [expected; 2]);
    }
}
