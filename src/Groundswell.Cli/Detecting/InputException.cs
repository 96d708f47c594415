namespace Groundswell.Cli.Detecting;

/// <summary>The input breaks a rule; the message names the line and the reason.</summary>
internal sealed class InputException(long line, string reason) : Exception($"line {line}: {reason}")
{
    /// <summary>The row at fault, where its rows could be read.</summary>
    public int Row { get; init; }
}
