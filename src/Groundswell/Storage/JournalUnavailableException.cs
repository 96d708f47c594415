namespace Groundswell.Storage;

/// <summary>The disk refused a write. Nothing was stored or counted.</summary>
public sealed class JournalUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
