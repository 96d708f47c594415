using System.CommandLine;
using Groundswell.Bench;
using Groundswell.Bench.Measures;
using Groundswell.Bench.Results;
using Groundswell.Bench.Servers;

Option<string> node = new("--node") { Description = "The node to measure: the executable groundswell, Release build.", DefaultValueFactory = _ => BenchOptions.BuiltNode() };
Option<string> folder = new("--folder") { Description = "Where stores are made and deleted; the disk that is measured.", DefaultValueFactory = _ => Path.Combine("artifacts", "bench") };
Option<int> rounds = new("--rounds") { Description = "Rounds of each side, taken in turns.", DefaultValueFactory = _ => 5 };
Option<double> seconds = new("--seconds") { Description = "Length of a round.", DefaultValueFactory = _ => 5 };
Option<string> scenario = new("--scenario") { Description = "The day that 'replay' plays.", DefaultValueFactory = _ => Path.Combine("scenarios", "aws-2025-10-20.scenario") };
Option<string?> output = new("--out") { Description = "File for the tables, in Markdown; otherwise they are printed only." };
Option<int> port = new("--port") { Description = "Port of 127.0.0.1.", DefaultValueFactory = _ => 18081 };

var root = new RootCommand("Measures Groundswell against the limits of the machine it runs on: what is compared is measured in turns.");
Add("ingest", "Durable reports a second in batches, beside raw SQLite.", BatchIngest.MeasureAsync);
Add("single", "Durable single reports a second, beside an endpoint that does nothing.", SingleReports.MeasureAsync);
Add("pages", "Pages a second, beside an endpoint that does nothing.", PageReads.MeasureAsync);
Add("detection", "Time and memory of detection.", options => Task.FromResult(DetectionCost.Measure(options)));
Add("replay", "A written day in virtual time.", ReplayDay.MeasureAsync);
Add("all", "Everything above.", BatchIngest.MeasureAsync, SingleReports.MeasureAsync, PageReads.MeasureAsync, options => Task.FromResult(DetectionCost.Measure(options)), ReplayDay.MeasureAsync);

var empty = new Command("empty", "Serves endpoints that do nothing; the other commands start it by themselves.") { port };
empty.SetAction((arguments, cancellationToken) => EmptyServer.RunAsync(arguments.GetValue(port), cancellationToken));
root.Add(empty);
return await root.Parse(args).InvokeAsync();

void Add(string name, string description, params Func<BenchOptions, Task<Section>>[] measures)
{
    var command = new Command(name, description) { node, folder, rounds, seconds, scenario, output };
    command.SetAction(async (arguments, cancellationToken) =>
    {
        var options = new BenchOptions
        {
            Node = Path.GetFullPath(arguments.GetValue(node)!),
            Folder = Path.GetFullPath(arguments.GetValue(folder)!),
            Scenario = Path.GetFullPath(arguments.GetValue(scenario)!),
            Rounds = arguments.GetValue(rounds),
            Round = TimeSpan.FromSeconds(arguments.GetValue(seconds)),
        };
        if (!File.Exists(options.Node))
        {
            await Console.Error.WriteLineAsync($"--node: there is no {options.Node}; build it with: dotnet build src/Groundswell.Cli -c Release");
            return 2;
        }

        Directory.CreateDirectory(options.Folder);
        var page = new ResultsPage(Machine.Describe(options.Folder), $"{name} --rounds {options.Rounds} --seconds {options.Round.TotalSeconds:0.#}");
        foreach (var measure in measures)
        {
            var section = await measure(options);
            await Console.Out.WriteLineAsync(section.ToMarkdown());
            page.Add(section);
        }

        if (arguments.GetValue(output) is { } path)
        {
            await File.WriteAllTextAsync(path, page.ToMarkdown(), cancellationToken);
        }

        return 0;
    });
    root.Add(command);
}
