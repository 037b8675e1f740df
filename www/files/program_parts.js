/** The parts of a run's program, each with only what this run needs of it. Pure functions. */

/** @import { PlannedEvent, RunConfig } from "../base/protocol.js" */
/** @import { Recipe } from "../lanes/lanes.js" */

/**
 * A run that is written down as a program.
 * @typedef {object} Told
 * @property {string} name of its lane
 * @property {Recipe} recipe
 * @property {number} steps that it makes
 * @property {number} m rows that are trained on
 * @property {number} heldOut rows that are held out
 * @property {number} inputs n
 * @property {string} link to the page with this run
 */

/** g(a). @type {Readonly<Record<RunConfig["activation"], string>>} */
const ACTIVATIONS = Object.freeze({
  relu: "torch.relu(a)",
  "leaky-relu": "torch.nn.functional.leaky_relu(a, 0.01)",
  sigmoid: "torch.sigmoid(a)",
  tanh: "torch.tanh(a)",
  linear: "a",
});

/** Whether a run is tied at times and untied at others. @param {Told} told */
function jumps({ recipe: { events } }) {
  return events.some(({ change }) => "tied" in change);
}

/** Whether one of its changes is of this setting. @param {Told} told @param {keyof PlannedEvent["change"]} field */
function changes({ recipe: { events } }, field) {
  return events.some(({ change }) => field in change);
}

/** Whether it is penalized at any time. @param {Told} told */
function isPenalized(told) {
  return told.recipe.config.lambda !== 0 || changes(told, "lambda");
}

/** The network, its error and the penalty. @param {Told} told */
export function networkOf(told) {
  const { tied } = told.recipe.config;
  const tensors = tied
    ? 'w, b, c = first["w"], first["b"], first["c"]'
    : 'w, b, w_star, c = first["w"], first["b"], first["w_star"], first["c"]';
  const state = jumps(told) ? `\n${tied ? "w_star = None\n" : ""}tied = ${pythonOf(tied)}` : "";
  return [tensors + state, ...functionsOf(told)].join("\n\n\n");
}

/** @param {Told} told */
function functionsOf(told) {
  const { activation, outputActivation, loss, lambda, decay, tied } = told.recipe.config;
  const linear = outputActivation === "linear";
  const decoder = jumps(told) ? "(w if tied else w_star.T)" : tied ? "w" : "w_star.T";
  const output = `def output(x):
    """${linear ? "The reconstruction: x̂" : "What the decoder has before its sigmoid: z"} = W* g(Wx + b) + c, for each row of x."""
    a = x @ w.T + b
    return ${ACTIVATIONS[activation]} @ ${decoder} + c`;
  const error =
    loss === "squared-error"
      ? `x_hat = ${linear ? "output(x)" : "torch.sigmoid(output(x))"}
    return ((x_hat - x) ** 2).sum(1).mean()`
      : `z = output(x)
    return torch.nn.functional.binary_cross_entropy_with_logits(z, x, reduction="sum") / len(x)`;
  const dataLoss = `def data_loss(x):
    """The error: ${loss === "squared-error" ? "squared" : "cross-entropy"}, summed over the inputs and averaged over the rows."""
    ${error}`;
  if (!isPenalized(told)) return [output, dataLoss];
  const counted = `def counted():
    """Each parameter, and how often ‖θ‖² counts it."""
    ${countedBody(told)}`;
  const penalty = `def penalty():
    """λ‖θ‖²${aboutCounts(told)}."""
    return lam * sum(count * (theta**2).sum() for theta, count in counted())`;
  return [output, dataLoss, `lam = ${lambda}  # λ`, counted, ...(decay === "decoupled" ? [] : [penalty])];
}

/** @param {Told} told */
function aboutCounts({ recipe: { config } }) {
  return config.penalizeBiases ? ", biases included" : " of the weights without the biases";
}

/** @param {Told} told */
function countedBody(told) {
  const { penalizeBiases, countTiedTwice, tied } = told.recipe.config;
  const biases = penalizeBiases ? ", (b, 1), (c, 1)" : "";
  const one = `[(w, ${countTiedTwice ? 2 : 1})${biases}]`;
  const two = `[(w, 1), (w_star, 1)${biases}]`;
  if (jumps(told)) return `return ${one} if tied else ${two}`;
  return `return ${tied ? one : two}`;
}

/** The optimizer, and how large its steps are. @param {Told} told */
export function optimizerOf(told) {
  const { optimizer, learningRate, rateSchedule, rateSteps, tied } = told.recipe.config;
  const parameters = tied ? "[w, b, c]" : "[w, b, w_star, c]";
  const made = {
    sgd: `torch.optim.SGD(${parameters}, lr=rate)`,
    momentum: `torch.optim.SGD(${parameters}, lr=rate, momentum=0.9)`,
    adam: `torch.optim.Adam(${parameters}, lr=rate)`,
  }[optimizer];
  const schedule =
    rateSchedule === "cosine"
      ? `


def rate_at(step):
    """η falls to 0 along half a cosine, in ${rateSteps} steps."""
    return rate * 0.5 * (1 + math.cos(math.pi * min(step / ${rateSteps}, 1)))`
      : "";
  return `rate = ${learningRate}  # η
optimizer = ${made}${schedule}`;
}

/** What is changed on the way. @param {Told} told */
export function changesOf(told) {
  const { events, config } = told.recipe;
  if (events.length === 0) return "";
  /** @type {Map<number, string[]>} */
  const bySteps = new Map();
  for (const { step, change } of events)
    for (const [field, value] of Object.entries(change))
      bySteps.set(step, [...(bySteps.get(step) ?? []), `("${field}", ${pythonOf(value)})`]);
  const lines = [...bySteps].map(([step, made]) => `    ${step}: [${made.join(", ")}],\n`);
  const tie = events.some(({ change }) => change.tied === true);
  const untie = events.some(({ change }) => change.tied === false);
  const remembers = config.optimizer !== "sgd";
  const functions = [...(tie ? [tying(remembers)] : []), ...(untie ? [untying(remembers)] : [])];
  const list = `# What is changed before the step with this number, counted from 0.
changes = {
${lines.join("")}}`;
  return `\n\n${[list, ...functions].join("\n\n\n")}`;
}

/** @param {number | boolean} value */
function pythonOf(value) {
  return typeof value === "boolean" ? (value ? "True" : "False") : String(value);
}

/** @param {boolean} remembers whether the optimizer keeps something of each parameter */
function tying(remembers) {
  const memory = `
    # The gradients of both matrices add up from now on: so does what the optimizer remembers of them.
    for name, memory in optimizer.state[w].items():
        if memory.ndim == 2:
            memory += optimizer.state[w_star][name].T`;
  return `@torch.no_grad()
def tie():
    """W* = Wᵀ from now on. W becomes the mean of W and W*ᵀ, or W*ᵀ: whichever has the lower error on the rows trained on."""
    global tied
    tied = True
    mean, other = (w + w_star.T) / 2, w_star.T.clone()
    w.copy_(mean)
    error = data_loss(x)
    w.copy_(other)
    if error <= data_loss(x):
        w.copy_(mean)${remembers ? memory : ""}
    optimizer.param_groups[0]["params"] = [w, b, c]`;
}

/** @param {boolean} remembers */
function untying(remembers) {
  const memory = `
    optimizer.state[w_star] = {
        name: memory.T.clone() if memory.ndim == 2 else memory.clone() for name, memory in optimizer.state[w].items()
    }`;
  return `def untie():
    """W* is a matrix of its own from now on, and begins as Wᵀ."""
    global tied, w_star
    tied = False
    w_star = w.detach().T.clone().requires_grad_()
    optimizer.param_groups[0]["params"] = [w, b, w_star, c]${remembers ? memory : ""}`;
}

/** The training, beside what the page measured. @param {Told} told */
export function trainingOf(told) {
  const { config, events } = told.recipe;
  const { batchSize, decay, rateSchedule } = config;
  const branches = [
    changes(told, "lambda") && ['what == "lambda"', "lam = value"],
    changes(told, "learningRate") && ['what == "learningRate"', "rate = value"],
    events.some(({ change }) => change.tied === true) && ['(what, value) == ("tied", True)', "tie()", "measure(step)"],
    events.some(({ change }) => change.tied === false) && [
      '(what, value) == ("tied", False)',
      "untie()",
      "measure(step)",
    ],
  ].filter((branch) => branch !== false);
  const made = branches.map(
    ([condition, ...acts], index) =>
      `        ${index === 0 ? "if" : "elif"} ${condition}:\n${acts.map((act) => `            ${act}\n`).join("")}`,
  );
  const changing = made.length > 0 ? `    for what, value in changes.get(step, []):\n${made.join("")}` : "";
  const follows = rateSchedule === "cosine" || changes(told, "learningRate");
  const now = rateSchedule === "cosine" ? "rate_at(step)" : "rate";
  const following = follows ? `    optimizer.param_groups[0]["lr"] = ${now}\n` : "";
  const penalized = isPenalized(told);
  const shrinking =
    penalized && decay === "decoupled"
      ? `    with torch.no_grad():  # the penalty, past the optimizer
        for theta, count in counted():
            theta *= 1 - 2 * ${now} * lam * count
`
      : "";
  return `STEPS, BATCH = ${told.steps}, ${Math.min(batchSize, told.m)}
batches = -(-len(x) // BATCH)  # in a pass over the rows; the last may be smaller
measured = []


@torch.no_grad()
def measure(step):
    """Where the page has a point of its curve: the errors, and those of the page."""
    at = len(measured)
    if at < len(page) and page[at, 0] == step:
        measured.append((step, data_loss(x).item(), data_loss(x_held_out).item()))
        print("step {:6.0f}   train {:.6g}, held-out {:.6g}".format(*measured[-1]), "  page {:.6g}, {:.6g}".format(*page[at, 1:]))


for step in range(STEPS + 1):
    measure(step)
${changing}    if step == STEPS:
        break
${following}    epoch, batch = divmod(step, batches)
    rows = order[epoch, batch * BATCH : (batch + 1) * BATCH]
    loss = data_loss(x[rows])${penalized && decay === "coupled" ? " + penalty()" : ""}
    optimizer.zero_grad()
    loss.backward()
${shrinking}    optimizer.step()

apart = np.abs(np.array(measured)[:, 1:] / page[:, 1:] - 1).max(1)
early = apart[page[:, 0] <= 200]
print(f"Largest difference from the page's errors, relative: {early.max():.1e} up to step 200, {apart.max():.1e} in all.")
`;
}
