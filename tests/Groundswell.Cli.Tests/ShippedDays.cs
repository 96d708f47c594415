namespace Groundswell.Cli.Tests;

/// <summary>Plays every day of the folder <c>scenarios</c> once, as many at a time as there are processors: a replay keeps hardly more than one busy.</summary>
public sealed class ShippedDays : IAsyncLifetime
{
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _processors = new(Environment.ProcessorCount);
    private readonly CommandLine _cli;
    private Dictionary<string, Task<Outcome>> _outcomes = [];

    public ShippedDays() => _cli = new CommandLine { Patience = TimeSpan.FromMinutes(10), Abandon = _end.Token };

    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.scenario").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "scenarios");

    public static string PathOf(string name) => Path.Combine(Folder, name + ".scenario");

    public ValueTask InitializeAsync()
    {
        _outcomes = Names.ToDictionary(n => n, PlayAsync);
        return ValueTask.CompletedTask;
    }

    /// <summary>What its replay as JSON gave.</summary>
    internal Task<Outcome> OutcomeOfAsync(string name) => _outcomes[name];

    /// <summary>Abandons what nobody waited for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await ((Task)Task.WhenAll(_outcomes.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _cli.Dispose();
        _processors.Dispose();
        _end.Dispose();
    }

    private async Task<Outcome> PlayAsync(string name)
    {
        await _processors.WaitAsync(_end.Token);
        try
        {
            // Two weeks of quiet are as quiet once a minute.
            string[] settings = name == "quiet-fortnight" ? ["--set", "tick=00:01:00"] : [];
            return await _cli.RunAsync([.. settings, "replay", name, "--virtual", "--json"]);
        }
        finally
        {
            _processors.Release();
        }
    }
}
