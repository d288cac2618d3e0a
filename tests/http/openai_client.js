// SPDX-FileCopyrightText: 2026 The Troupe contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Does with the library "openai", as it is, all that it can do with videos; prints what it was told.
//     openai_client.js ADDRESS KEY CLIP PICTURE VIDEO
"use strict";

const fs = require("fs");
const OpenAI = require("openai");

async function expectRefusal(promise) {
  try {
    await promise;
  } catch (error) {
    return { name: error.constructor.name, status: error.status, code: error.code, param: error.param };
  }
  throw new Error("it was not refused");
}

// Asks at first, and again when the studio says that the job has ended.
async function follow(client, job) {
  const early = await client.videos.retrieve(job.id);
  await fetch(new URL(`/studio/end/${job.id}`, client.baseURL), { headers: { Authorization: `Bearer ${client.apiKey}` } });
  return [job, early, await client.videos.retrieve(job.id)];
}

async function main([baseURL, apiKey, clip, picture, result]) {
  const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
  const seen = {};

  seen.models = [];
  for await (const model of client.models.list())
    seen.models.push(model.id);
  seen.character = await client.videos.createCharacter({ name: "Mossy", video: fs.createReadStream(clip) });
  seen.character_again = await client.videos.getCharacter(seen.character.id);

  // The published types have no characters; the body goes out as it is.
  const job = await client.videos.create({
    model: "sora-2", prompt: "Mossy crosses a wet street at night.", seconds: "4", size: "1280x720",
    characters: [{ id: seen.character.id }],
  });
  seen.busy = await expectRefusal(client.videos.delete(job.id));
  seen.told = await follow(client, job);

  const other = await client.videos.create({
    prompt: "It moves", size: "720x1280", input_reference: fs.createReadStream(picture),
  });
  seen.other = (await follow(client, other)).pop();

  seen.listed = [];
  for await (const video of client.videos.list({ limit: 1, order: "asc" }))
    seen.listed.push(video.id);

  const answer = await client.videos.downloadContent(job.id);
  seen.type = answer.headers.get("content-type");
  fs.writeFileSync(result, Buffer.from(await answer.arrayBuffer()));
  const still = await client.videos.downloadContent(job.id, { variant: "thumbnail" });
  seen.still_type = still.headers.get("content-type");

  seen.remix = (await follow(client, await client.videos.remix(job.id, { prompt: "The same in the rain" }))).pop();
  seen.deleted = await client.videos.delete(job.id);
  seen.gone = await expectRefusal(client.videos.retrieve(job.id));
  seen.wrong = await expectRefusal(client.videos.create({ prompt: "x", seconds: "5" }));
  seen.stranger = await expectRefusal(new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 }).videos.list());
  console.log(JSON.stringify(seen));
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exit(1);
});
