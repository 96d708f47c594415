using System.CommandLine;
using Groundswell.Bench;
using Groundswell.Bench.Lives;
using Groundswell.Bench.Measures;
using Groundswell.Bench.Results;
using Groundswell.Bench.Servers;

Option<string> node = new("--node") { Description = "The node to measure: the executable groundswell, Release build.", DefaultValueFactory = _ => BenchOptions.BuiltNode() };
Option<string> folder = new("--folder") { Description = "Where stores are made and deleted; the disk that is measured.", DefaultValueFactory = _ => Path.Combine("artifacts", "bench") };
Option<int> rounds = new("--rounds") { Description = "Rounds of each side, taken in turns.", DefaultValueFactory = _ => 5 };
Option<double> seconds = new("--seconds") { Description = "Length of a round.", DefaultValueFactory = _ => 5 };
Option<string> scenario = new("--scenario") { Description = "The day that 'replay' plays.", DefaultValueFactory = _ => Path.Combine("scenarios", "aws-2025-10-20.scenario") };
Option<int?> services = new("--services") { Description = "Services that 'million' and 'fortnight' make up; 50000 and 1000 unless told." };
Option<double> days = new("--days") { Description = "Virtual days that 'million' lives through before it is measured.", DefaultValueFactory = _ => 2 };
Option<string?> output = new("--out") { Description = "Page of results, whose sections of the same title are replaced; otherwise they are printed only." };
Option<int> port = new("--port") { Description = "Port of 127.0.0.1.", DefaultValueFactory = _ => 18081 };

const string Everything = "all";
var root = new RootCommand("Measures Groundswell against the limits of the machine it runs on: what is compared is measured in turns.");
Add("ingest", "Durable reports a second in batches, beside raw SQLite.", One(BatchIngest.MeasureAsync));
Add("single", "Durable single reports a second, beside an endpoint that does nothing.", One(SingleReports.MeasureAsync));
Add("pages", "Pages a second, beside an endpoint that does nothing.", One(PageReads.MeasureAsync));
Add("detection", "Time and memory of detection.", Detection);
Add("attribution", "Time and memory of finding a cause.", Attribution);
Add("concentration", "Time and memory of blast radii, smallest sets and switch-offs.", Concentration);
Add("probes", "What probes cost, beside the blackbox exporter; how exactly they run.", ProbeCost.MeasureAsync);
Add("replay", "A written day in virtual time.", One(ReplayDay.MeasureAsync));
Add(Everything, "Everything above.", One(BatchIngest.MeasureAsync), One(SingleReports.MeasureAsync), One(PageReads.MeasureAsync), Detection, Attribution, Concentration, ProbeCost.MeasureAsync, One(ReplayDay.MeasureAsync));
Add("surges", "Services called down in surges and by stray reports.", One(Surges.MeasureAsync));
Add("million", "A tick, the memory and a warm restart of a node of 10⁶ series.", MillionSeries.MeasureAsync);
Add("fortnight", "False incidents of many services in which nothing fails.", One(QuietFortnight.MeasureAsync));

root.Add(LivesCommand.Make());
var empty = new Command("empty", "Serves endpoints that do nothing; the other commands start it by themselves.") { port };
empty.SetAction((arguments, cancellationToken) => EmptyServer.RunAsync(arguments.GetValue(port), cancellationToken));
root.Add(empty);
var names = new Command("names", "Serves DNS that gives every name one address, and a page; 'probes' starts it by itself.") { port };
names.SetAction((arguments, cancellationToken) => NamesServer.RunAsync(arguments.GetValue(port), cancellationToken));
root.Add(names);
return await root.Parse(args).InvokeAsync();

static Func<BenchOptions, Task<IReadOnlyList<Section>>> One(Func<BenchOptions, Task<Section>> measure) => async options => [await measure(options)];

static Task<IReadOnlyList<Section>> Attribution(BenchOptions options) => Task.FromResult<IReadOnlyList<Section>>([AttributionCost.Measure(options)]);

static Task<IReadOnlyList<Section>> Concentration(BenchOptions options) => Task.FromResult<IReadOnlyList<Section>>([ConcentrationCost.Measure(options)]);

static Task<IReadOnlyList<Section>> Detection(BenchOptions options) => Task.FromResult<IReadOnlyList<Section>>([DetectionCost.Measure(options)]);

void Add(string name, string description, params Func<BenchOptions, Task<IReadOnlyList<Section>>>[] measures)
{
    var command = new Command(name, description) { node, folder, rounds, seconds, scenario, services, days, output };
    command.SetAction(async (arguments, cancellationToken) =>
    {
        var options = new BenchOptions
        {
            Node = Path.GetFullPath(arguments.GetValue(node)!),
            Folder = Path.GetFullPath(arguments.GetValue(folder)!),
            Scenario = Path.GetFullPath(arguments.GetValue(scenario)!),
            Rounds = arguments.GetValue(rounds),
            Round = TimeSpan.FromSeconds(arguments.GetValue(seconds)),
            Services = arguments.GetValue(services),
            Days = arguments.GetValue(days),
        };
        if (!File.Exists(options.Node))
        {
            await Console.Error.WriteLineAsync($"--node: there is no {options.Node}; build it with: dotnet build src/Groundswell.Cli -c Release");
            return 2;
        }

        Directory.CreateDirectory(options.Folder);
        var path = arguments.GetValue(output);
        var page = ResultsPage.Read(path is not null && File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : null);
        var machine = Machine.Describe(options.Folder);
        var made = options.Services is { } number ? FormattableString.Invariant($" --services {number}") : "";
        var run = FormattableString.Invariant($"{name} --rounds {options.Rounds} --seconds {options.Round.TotalSeconds:0.#}{made}");
        if (name == Everything)
        {
            page.Describe(machine, run);
        }

        foreach (var measure in measures)
        {
            foreach (var section in await measure(options))
            {
                if (name != Everything)
                {
                    section.Note($"{machine[0]}; {machine[1]}; {machine[^1]}; `eng/bench.sh {run}`.");
                }

                await Console.Out.WriteLineAsync(section.ToMarkdown());
                page.Put(section);
                if (path is not null)
                {
                    await File.WriteAllTextAsync(path, page.ToMarkdown(), cancellationToken);
                }
            }
        }

        return 0;
    });
    root.Add(command);
}
