namespace Groundswell.Server.Vantages;

/// <summary>A request that is a vantage's own.</summary>
/// <param name="Line">Whose it is.</param>
/// <param name="Sequence">Its number.</param>
/// <param name="Signature">What it was signed with: the answer is signed over it.</param>
/// <param name="Body">As it travelled.</param>
internal sealed record AdmittedRequest(VantageLine Line, long Sequence, string Signature, ReadOnlyMemory<byte> Body);
