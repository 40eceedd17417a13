package memory

import (
	"math"
	"math/big"
	"strconv"
)

// multiply is size × factor without the rest below one byte. Flink multiplies
// the decimal text of the factor, not its binary value; the difference shows in
// the last byte. It is not ok when the product is above what Flink can hold.
func multiply(size int64, factor float64) (product int64, ok bool) {
	exact, ok := new(big.Rat).SetString(strconv.FormatFloat(factor, 'g', -1, 64))
	if !ok {
		return 0, false
	}
	exact.Mul(exact, new(big.Rat).SetInt64(size))
	if exact.Cmp(new(big.Rat).SetInt64(math.MaxInt64)) > 0 {
		return 0, false
	}
	return new(big.Int).Quo(exact.Num(), exact.Denom()).Int64(), true
}

// add is the sum of sizes; it is not ok above what Flink can hold.
func add(sizes ...int64) (sum int64, ok bool) {
	for _, size := range sizes {
		if size > math.MaxInt64-sum {
			return 0, false
		}
		sum += size
	}
	return sum, true
}
