namespace Groundswell.Signals;

/// <summary>What became of a report that was handed to the journal.</summary>
public enum ReportOutcome : byte
{
    /// <summary>Not yet appended.</summary>
    Pending,

    /// <summary>Stored, and counted once.</summary>
    Counted,

    /// <summary>Stored with weight 0: this reporter counted for this service already.</summary>
    Repeated,

    /// <summary>Not stored again: its retry key is in the journal with the same content. The id is that of the stored one.</summary>
    Duplicate,

    /// <summary>Not stored: its retry key is in the journal with another content.</summary>
    KeyReused,
}
