using System.CommandLine;

namespace Groundswell.Bench.Lives;

/// <summary>The command <c>lives</c>.</summary>
internal static class LivesCommand
{
    public static Command Make()
    {
        Option<int> seed = new("--seed") { Description = "Everything follows from it.", DefaultValueFactory = _ => 7 };
        Option<int> lives = new("--lives") { Description = "How many; the kinds take turns.", DefaultValueFactory = _ => LifeKind.All.Count };
        Option<int> services = new("--services") { Description = "Services of each world.", DefaultValueFactory = _ => 300 };
        Option<string[]> kinds = new("--kind") { Description = "Only these kinds.", AllowMultipleArgumentsPerToken = true };
        Option<string?> trace = new("--trace") { Description = "File that gets a line of JSON for every life and every minute in which something happens." };
        Option<string?> output = new("--out") { Description = "File for the tables; they are printed in any case." };
        kinds.AcceptOnlyFromAmong([.. LifeKind.All]);
        lives.Validators.Add(r => Least(r.GetValueOrDefault<int>(), 1, "--lives", r.AddError));
        services.Validators.Add(r => Least(r.GetValueOrDefault<int>(), 100, "--services", r.AddError));
        var command = new Command("lives", "Whole lives of made-up worlds, minute by minute: is what is published true?") { seed, lives, services, kinds, trace, output };
        command.SetAction(arguments =>
        {
            var only = arguments.GetValue(kinds) is { Length: > 0 } chosen ? chosen.Distinct().ToArray() : [.. LifeKind.All];
            var (first, count, size) = (arguments.GetValue(seed), arguments.GetValue(lives), arguments.GetValue(services));
            using var writer = arguments.GetValue(trace) is { } path ? new StreamWriter(path) : null;
            var scores = only.ToDictionary(k => k, _ => new LifeScore());
            var views = Enum.GetValues<LifeView>().ToDictionary(v => v, _ => new LifeScore());
            for (var i = 0; i < count; i++)
            {
                var kind = only[i % only.Length];
                var life = LifeMaker.Make(kind, i, size, Seed(first, kind, i / only.Length));
                var score = LifeRun.Play(life, writer is null ? null : new LifeTrace(writer));
                scores[kind].Add(score);
                views[score.View].Add(score);
                Console.Error.WriteLine(FormattableString.Invariant($"{i + 1}/{count} {kind}: true {score.TrueShare:0.000}, right {score.RightShare:0.000}, wrong {score.Wrong + score.FalseMinutes} min, {score.Processor.TotalSeconds:0.0} s"));
            }

            var command = FormattableString.Invariant($"lives --seed {first} --lives {count} --services {size}") + (only.Length < LifeKind.All.Count ? " --kind " + string.Join(' ', only) : "");
            var text = string.Join('\n', LivesReport.Write(scores, views, command).Select(s => s.ToMarkdown()));
            Console.Out.WriteLine(text);
            if (arguments.GetValue(output) is { } file)
            {
                File.WriteAllText(file, text);
            }
        });
        return command;
    }

    // A life is the same whichever other kinds are asked for.
    private static int Seed(int first, string kind, int round) => unchecked((((first * 31) + LifeKind.All.Index().First(k => k.Item == kind).Index) * 7919) + (round * 104_729)) & 0x3fffffff;

    private static void Least(int value, int least, string name, Action<string> add)
    {
        if (value < least)
        {
            add($"{name}: at least {least}.");
        }
    }
}
