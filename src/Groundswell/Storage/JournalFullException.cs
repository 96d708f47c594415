namespace Groundswell.Storage;

/// <summary>More reports wait to be stored than may wait: the caller should come back.</summary>
public sealed class JournalFullException(string message) : Exception(message);
