using Spectre.Console;

namespace Groundswell.Cli.Detecting;

/// <summary>How far a run is, on a terminal's standard error; silent elsewhere.</summary>
internal sealed class RunProgress
{
    private readonly ProgressContext? _context;

    private RunProgress(ProgressContext? context) => _context = context;

    public static T Around<T>(Func<RunProgress, T> work)
    {
        if (Console.IsErrorRedirected)
        {
            return work(new RunProgress(null));
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress().AutoClear(true).Start(context => work(new RunProgress(context)));
    }

    /// <summary>Begins a part of the run.</summary>
    /// <param name="name">What is done, such as <c>reading</c>.</param>
    /// <param name="whole">How much of it there is; 0 where that is not known.</param>
    /// <returns>Takes how much is done.</returns>
    public Action<long> Begin(string name, long whole)
    {
        if (_context is null)
        {
            return _ => { };
        }

        var task = _context.AddTask(name, maxValue: Math.Max(1, whole));
        task.IsIndeterminate = whole == 0;
        return done =>
        {
            task.IsIndeterminate = false;
            task.Value = Math.Max(task.Value, whole == 0 ? 1 : done);
        };
    }
}
