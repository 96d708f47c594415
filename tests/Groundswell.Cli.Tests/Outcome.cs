namespace Groundswell.Cli.Tests;

/// <summary>What a run of the executable left.</summary>
internal sealed record Outcome(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public string All => Output + Error;
}
