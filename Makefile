# iDance Challenge Engine: everything a person types. `make` alone lists it.

PYTHON ?= python3
STAGE ?= dev
BIN := .venv/bin
UV := $(BIN)/uv
MODEL := .cache/pose_landmarker.task
PACKAGES := layers/idance layers/pose

export PATH := $(CURDIR)/$(BIN):$(CURDIR)/node_modules/.bin:$(PATH)
export POSE_MODEL_PATH := $(CURDIR)/$(MODEL)
# The emulator's Lambdas start often: without compiled files each start would take twice as long.
unexport PYTHONDONTWRITEBYTECODE
# Another environment's paths have no business in ours.
unexport PYTHONPATH VIRTUAL_ENV
# The CDK runs well on Node 20; its library says at length that 20 grows old.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION := true
export CDK_DISABLE_CLI_TELEMETRY := true
export REDOCLY_TELEMETRY := off
export REDOCLY_SUPPRESS_UPDATE_NOTICE := true

.DEFAULT_GOAL := help
.PHONY: help setup bench-pose bench-scoring bench-gates bench-fingerprints bench-leaderboard bench-load bench-pictures demo picture up token down test lint types unit integration histories infra coverage e2e \
        calibrate bench-api bench-units bench-partitions clients examples openapi synth deploy lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  \033[1mmake %-18s\033[0m %s\n", $$1, $$2}' Makefile

# ── set-up ───────────────────────────────────────────────────────────────────────────────────────

setup: .cache/venv.stamp node_modules/.package-lock.json $(MODEL) ## install everything into this folder (does nothing when done)

$(UV): requirements/uv.txt
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or newer is needed (make PYTHON=…)"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; $(PYTHON) is older (make PYTHON=…)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/uv.txt
	@touch $@

.cache/venv.stamp: $(UV) requirements/dev.txt requirements/uv.txt $(PACKAGES:=/pyproject.toml) ops/pyproject.toml
	$(UV) pip sync --quiet --compile-bytecode --require-hashes requirements/dev.txt requirements/uv.txt
	$(UV) pip install --quiet --offline --no-deps --no-build-isolation $(addprefix -e ,$(PACKAGES) ops)
	@mkdir -p $(@D) && touch $@

node_modules/.package-lock.json: package-lock.json
	@command -v npm >/dev/null || { echo "Node.js 20 or newer with npm is needed"; exit 1; }
	npm ci --silent
	@touch $@

$(MODEL): .cache/venv.stamp layers/pose/build_model.py requirements/model.txt
	$(BIN)/python layers/pose/build_model.py $@
	@touch $@

# ── see it work ──────────────────────────────────────────────────────────────────────────────────

demo: setup ## play the whole journey [CLIP=video.mp4] [JSON=result.json] [KEEP=1]
	@$(BIN)/python -m local.demo $(if $(CLIP),--clip "$(CLIP)") $(if $(JSON),--json "$(JSON)") \
	  $(if $(filter 1,$(KEEP)),--keep)

picture: setup ## draw how a clip is scored: CLIP=dance.mp4 [VIDEO=out.mp4] [REPORT=out.svg] [TYPE=speed] [BPM=120]
	@$(BIN)/python -m local.picture "$(CLIP)" $(if $(VIDEO),--video "$(VIDEO)") \
	  $(if $(REPORT),--report "$(REPORT)") $(if $(TYPE),--type "$(TYPE)") $(if $(BPM),--bpm "$(BPM)")

up: setup ## start the one-machine stage and keep it running
	@$(BIN)/python -m local.up

token: setup ## sign somebody in on the running stage and print the token [NAME=Ada] [ADMIN=1]
	@$(BIN)/python -m local.sign_in "$(or $(NAME),Ada)" $(if $(filter 1,$(ADMIN)),--admin)

down: ## stop the one-machine stage
	@$(BIN)/python -m local.down

# ── check it ─────────────────────────────────────────────────────────────────────────────────────

test: lint types clients coverage e2e ## everything below, in this order; CI runs this

lint: setup ## ruff's rules and format, who may import whom, and the API's document
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	redocly lint --format=summary docs/openapi.json

types: setup ## mypy --strict
	$(BIN)/mypy app.py benchmarks functions infra local ops tests $(PACKAGES:=/python)

unit: setup ## unit tests
	$(BIN)/pytest tests/unit

integration: setup ## integration tests: moto, and a real Redis
	$(BIN)/pytest tests/integration

histories: setup ## a thousand random histories of the boards, against a plain list [HISTORIES=1000]
	HISTORIES=$(or $(HISTORIES),1000) $(BIN)/pytest tests/integration/idance/test_histories.py

infra: setup ## what the CDK app would deploy
	$(BIN)/pytest tests/infra

coverage: setup ## unit, integration and infra tests, with branch coverage of at least 90 %
	$(BIN)/pytest tests/unit tests/integration tests/infra --cov --cov-report=term

e2e: setup ## end to end, over HTTP, on a one-machine stage of its own
	$(BIN)/pytest tests/e2e

# ── measure it ───────────────────────────────────────────────────────────────────────────────────

WHOLE := .cache/pose_landmarker_whole.task

$(WHOLE): .cache/venv.stamp layers/pose/build_model.py requirements/model.txt
	$(BIN)/python layers/pose/build_model.py $@ --whole
	@touch $@

bench-pose: setup $(WHOLE) ## pose extraction against the naive loop: cost, error, scores [CLIPS=folder]
	$(BIN)/python -m benchmarks.pose $(if $(CLIPS),--clips "$(CLIPS)")

bench-scoring: setup $(WHOLE) ## whether the score is true [SEED=0] [SEEDS=2] [CLIPS=folder] [CURVES=file] [KEEP=1]
	@$(BIN)/python -m benchmarks.scoring $(if $(SEED),--seed $(SEED)) $(if $(SEEDS),--seeds $(SEEDS)) \
	  $(if $(CLIPS),--clips "$(CLIPS)") $(if $(CURVES),--curves "$(CURVES)") \
	  $(if $(filter 1,$(KEEP)),--keep) 2>/dev/null

CORPUS := .cache/corpus

calibrate: setup ## make scoring curves of a corpus [CORPUS=folder] [OUT=.cache/curves.json]; its own is drawn dancers
	@$(if $(filter file,$(origin CORPUS)),$(BIN)/python -m benchmarks.scoring.corpus "$(CORPUS)" 2>/dev/null)
	@$(BIN)/python -m local.calibrate "$(CORPUS)" "$(or $(OUT),.cache/curves.json)"

bench-gates: setup ## every attack against every gate, and honest clips
	$(BIN)/python -m benchmarks.gates

bench-pictures: setup ## what a film and a report cost, against finding the dancer
	@$(BIN)/python -m benchmarks.pictures 2>/dev/null

bench-leaderboard: setup ## boards against PostgreSQL, SQLite, Nakama's way, the library and redis-py [MEMBERS=1000000]
	@$(BIN)/python -m benchmarks.leaderboard --members $(or $(MEMBERS),1000000)

bench-load: setup ## the stage's API under load while its Redis is stopped and comes back empty [READERS=4] [ENTRIES=9]
	@$(BIN)/python -m benchmarks.load --readers $(or $(READERS),4) --entries $(or $(ENTRIES),9)

bench-fingerprints: setup ## the same clip and the same performance, known again or not
	$(BIN)/python -m benchmarks.fingerprints

bench-api: setup ## what a request costs, against FastAPI behind Mangum with boto3
	$(BIN)/python -m benchmarks.api

bench-units: setup ## the DynamoDB units of each thing a dancer does; writes docs/units.md
	$(BIN)/python -m benchmarks.units

bench-partitions: setup ## is any DynamoDB partition too hot at 10,000 submissions a second?
	$(BIN)/python -m benchmarks.partitions

# ── the API for others ───────────────────────────────────────────────────────────────────────────

openapi: setup ## write docs/openapi.json, the API's own description
	$(BIN)/python -m local.openapi

examples: setup ## answer everything once, as the tests ask, and show it in docs/openapi.json
	WRITE_EXAMPLES=1 $(BIN)/pytest -q tests/integration/functions/api tests/integration/functions/leaderboard
	$(BIN)/python -m local.openapi

clients: setup ## generate the Python and the TypeScript client from docs/openapi.json, and check both
	openapi-python-client generate --path docs/openapi.json --meta none --overwrite \
	  --fail-on-warning --output-path clients/python/idance_client
	openapi-typescript docs/openapi.json --default-non-nullable false --output clients/typescript/schema.d.ts
	$(BIN)/python -W error -c "import sys; sys.path.insert(0, 'clients/python'); import idance_client.api.submissions.submissions_submit"
	tsc --project clients/typescript

# ── the cloud ────────────────────────────────────────────────────────────────────────────────────

synth: setup ## write the CloudFormation of a stage to cdk.out [STAGE=prod]
	cdk synth --all --quiet -c stage=$(STAGE)

deploy: setup ## deploy to the AWS account of your credentials [STAGE=dev]
	cdk deploy --all -c stage=$(STAGE)

# ── keep it current ──────────────────────────────────────────────────────────────────────────────

COMPILE := $(UV) pip compile --quiet --upgrade --generate-hashes --no-emit-index-url
LOCK := $(COMPILE) --universal --python-version 3.11 --overrides requirements/overrides.txt

lock: setup ## resolve all dependencies anew, within the bounds of requirements/*.in
	$(LOCK) requirements/uv.in -o requirements/uv.txt
	$(LOCK) requirements/dev.in -o requirements/dev.txt
	$(LOCK) -c requirements/dev.txt requirements/runtime.in -o requirements/runtime.txt
	$(LOCK) -c requirements/dev.txt requirements/scoring.in -o requirements/scoring.txt
	$(COMPILE) --no-deps --python-version 3.12 requirements/model.in -o requirements/model.txt
	npm update --package-lock-only

clean: ## remove everything that can be made again
	@$(BIN)/python -m local.down 2>/dev/null || true
	rm -rf .venv node_modules .cache .local cdk.out .coverage .*_cache
