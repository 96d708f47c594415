namespace Groundswell.Dns.Wire;

/// <summary>Where in a message a record stands.</summary>
public enum MessageSection
{
    Answer,
    Authority,
    Additional,
}
