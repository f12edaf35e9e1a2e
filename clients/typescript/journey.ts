/** One clip on its way, as an app would send it; compiled by `make clients`, so that it stays true. */

import { apiClient, type Problem, type Schemas } from "./client";

export type Entered = Schemas["SubmissionResponse"] | Schemas["AcceptedResponse"];

export async function enter(baseUrl: string, token: string, clip: Blob): Promise<Entered> {
  const api = apiClient(baseUrl, token);

  const { data: today, error: none } = await api.GET("/challenges/today");
  if (today === undefined) throw new Error(sentence(none));

  const { data: session, error: refused } = await api.POST("/sessions", {
    body: { contentType: "video/mp4", sizeBytes: clip.size, challengeId: today.id },
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
  });
  if (session === undefined) throw new Error(sentence(refused));

  const { data: entered, error: late } = await api.POST("/challenges/{challenge_id}/submit", {
    params: { path: { challenge_id: today.id } },
    body: { sessionId: session.sessionId, caption: "My best attempt!" },
  });
  if (entered === undefined) throw new Error(sentence(late));
  return entered;
}

function sentence(problem: Problem | undefined): string {
  return problem === undefined ? "no answer" : `${problem.code}: ${problem.detail}`;
}
