namespace Groundswell.Dns.Asking;

/// <summary>An answer to a question of <see cref="SharedDnsAsker"/>.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Length">Octets of the answer, put into the buffer that came with the question as far as they fit; look at them with <see cref="Wire.MessageView"/>.</param>
/// <param name="Elapsed">From the sending to the outcome.</param>
public readonly record struct ProbeAnswer(ProbeOutcome Outcome, int Length, TimeSpan Elapsed);
