namespace Groundswell.Server.Ingest;

/// <summary>Of a connection whose proxy named another end before its first request.</summary>
internal interface IForwardedConnection;
