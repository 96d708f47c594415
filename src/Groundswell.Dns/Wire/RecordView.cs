namespace Groundswell.Dns.Wire;

/// <summary>Where a record's parts lie in its message; nothing is copied.</summary>
/// <param name="Section">Where the record stands.</param>
/// <param name="NamePosition">Where its owner's name begins.</param>
/// <param name="Type">Its type.</param>
/// <param name="Class">Its class, or what OPT puts there.</param>
/// <param name="Ttl">Seconds, or what OPT puts there.</param>
/// <param name="ContentPosition">Where its content begins.</param>
/// <param name="ContentLength">Octets of content.</param>
public readonly record struct RecordView(
    MessageSection Section, int NamePosition, RecordType Type, RecordClass Class, uint Ttl, int ContentPosition, int ContentLength);
