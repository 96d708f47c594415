namespace Groundswell.Cli.Detecting;

/// <summary>A file could not be written; the message names it and the reason.</summary>
internal sealed class OutputException(string path, string reason) : Exception($"{path} {reason}");
