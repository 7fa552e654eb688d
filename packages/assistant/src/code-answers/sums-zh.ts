/** Ready words around a sum that the program worked out; `{sum}` is the equation. */
export const chineseSums = {
  regular: ["{sum}", "{sum}，由程序精确算出，没有劳烦模型。", "{sum}。不是猜的。"],
  fun: [
    "{sum}。算术这门课，我不接受不同意见。",
    "{sum}。掰着手指头数的，六十四根都用上了。",
    "{sum}。里面的模型会给出更有想象力的答案，所以没让它答。",
  ],
  "division-by-zero": {
    regular: ["{sum} 没有答案：除数为零，没有定义。"],
    fun: ["{sum} 没有答案。除以零没有定义，上一个非要试试的宇宙已经不在了。"],
  },
  "out-of-range": {
    regular: ["{sum} 的位数超出了我的计算范围（大约 1200 位），与其瞎猜，不如不答。"],
    fun: ["{sum} 的位数太多（上限大约 1200 位）。你以为去趟药店就算远了，跟这个数比起来，那不过是一步路。"],
  },
} as const;
