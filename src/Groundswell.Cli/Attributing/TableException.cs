namespace Groundswell.Cli.Attributing;

/// <summary>A table breaks a rule; the message names file, line, column and reason.</summary>
internal sealed class TableException(string file, long line, int column, string reason) : Exception($"{file}:{line}:{column}: {reason}");
